/**
 * The global `vcenterRecoverySidebar`: the tab *vCenter recovery* of the editor's sidebar, loaded when
 * somebody opens it (vcenter-recovery-sidebar.html).
 */
import { type Card, createCard, type ListedAppliance } from './card';
import { createDiagnosticsPanel } from './diagnostics-panel';
import { needsAttention, type Telling } from './rows';
import { styles } from './styles';

/** What the tab needs of its registration. */
interface Plugin {
  /** Under which its words are found: `module/set`. */
  module: string;
  _(key: string, parameters?: Record<string, string>): string;
}

export interface Sidebar {
  /** To be called when the tab is shown again. */
  shown(): void;
  close(): void;
}

interface Listing {
  looking: boolean;
  appliances: ListedAppliance[];
}

const prefix = 'vcenter-recovery-sidebar';
const topic = 'vcenter-recovery/changed';

/** Milliseconds between two requests for the list, however much changes. */
const shortestInterval = 2000;

/** Milliseconds after which the times are written anew: they say how long ago something was. */
const timesAge = 30_000;

/** Of how many appliances on a person may want to filter them. */
const manyAppliances = 6;

/** Builds the tab in its element, and fills it. */
export function open(content: JQuery, plugin: Plugin): Sidebar {
  const translate = (key: string, parameters?: Record<string, string>) => plugin._(key, parameters);
  const mayWrite = RED.user.hasPermission('flows.write');
  const cards = new Map<string, Card>();
  let listing: Listing = { looking: false, appliances: [] };
  let problem = '';
  let isAttentionOnly = false;
  let lastRead = Number.NEGATIVE_INFINITY;
  let timer: number | undefined;
  /** Whether the list may have changed while nobody saw it. */
  let isStale = false;

  const button = (icon: string, key: string) =>
    $('<button type="button" class="red-ui-sidebar-header-button">')
      .append($('<i>', { class: `fa fa-${icon}`, 'aria-hidden': 'true' }), ' ')
      .append(document.createTextNode(translate(key)));
  const look = button('refresh', `${prefix}.look`).attr(
    'title',
    translate(`${prefix}.${mayWrite ? 'lookHint' : 'lookForbidden'}`),
  );
  const copy = button('clipboard', `${prefix}.diagnostics.button`);
  const panel = $('<div class="vcenter-sidebar-panel">');
  const state = $('<div class="vcenter-sidebar-state">');
  const stateText = $('<span role="status">').appendTo(state);
  const attention = $(
    '<button type="button" class="red-ui-sidebar-header-button" aria-pressed="false">',
  ).appendTo(state);
  const filterRow = $('<div class="vcenter-sidebar-filter">').hide();
  const filter = $('<input type="search">')
    .attr({
      placeholder: translate(`${prefix}.filter`),
      'aria-label': translate(`${prefix}.filter`),
    })
    .appendTo(filterRow);
  const list = $('<ul class="vcenter-sidebar-list" role="list">').attr(
    'aria-label',
    translate(`${prefix}.name`),
  );

  function telling(): Telling {
    return { translate, language: RED.i18n.lang(), now: Date.now() };
  }

  function isMatching({ name, host }: ListedAppliance): boolean {
    const wanted = String(filter.val()).trim().toLowerCase();
    return `${name}\n${host}`.toLowerCase().includes(wanted);
  }

  function textOfState(shown: number): string {
    const { appliances, looking } = listing;
    if (problem !== '') return problem;
    if (looking) return translate(`${prefix}.looking`);
    if (appliances.length === 0) return translate(`${prefix}.none`);
    if (shown === 0) return translate(`${prefix}.filteredOut`);
    return translate(`${prefix}.count`, { count: String(appliances.length) });
  }

  /** Adds and removes what has come and gone; the rest stays where it is. */
  function arrange(): void {
    const { appliances } = listing;
    const ids = new Set(appliances.map(({ id }) => id));
    for (const [id, { element }] of cards) {
      if (ids.has(id)) continue;
      element.remove();
      cards.delete(id);
    }
    const language = RED.i18n.lang();
    const sorted = [...appliances].sort((one, other) =>
      one.name.localeCompare(other.name, language, { numeric: true }),
    );
    sorted.forEach(({ id, node }, index) => {
      const card = cards.get(id) ?? createCard(node);
      cards.set(id, card);
      // Moving an element takes the focus from what is in it.
      if (list.children().get(index) === card.element.get(0)) return;
      if (index === 0) list.prepend(card.element);
      else
        list
          .children()
          .eq(index - 1)
          .after(card.element);
    });
  }

  function show(): void {
    const { appliances, looking } = listing;
    const told = telling();
    const bad = new Set(appliances.filter((appliance) => needsAttention(appliance, told)));
    if (bad.size === 0) isAttentionOnly = false;
    let shown = 0;
    for (const appliance of appliances) {
      const card = cards.get(appliance.id);
      const isShown = isMatching(appliance) && (!isAttentionOnly || bad.has(appliance));
      if (isShown) shown += 1;
      card?.show(appliance, told);
      card?.element.toggle(isShown);
    }
    stateText.text(textOfState(shown));
    attention
      .text(translate(`${prefix}.attention`, { count: String(bad.size) }))
      .attr('aria-pressed', String(isAttentionOnly))
      .toggleClass('selected', isAttentionOnly)
      .toggle(bad.size > 0);
    filterRow.toggle(appliances.length >= manyAppliances);
    look.prop('disabled', !mayWrite || looking || appliances.length === 0);
    look.find('i').toggleClass('fa-spin', looking);
  }

  function failed({ status }: JQuery.jqXHR): void {
    problem = translate(
      `${prefix}.${status === 401 || status === 403 ? 'forbidden' : 'unanswered'}`,
    );
    show();
  }

  function read(): void {
    clearTimeout(timer);
    timer = window.setTimeout(refresh, timesAge);
    lastRead = Date.now();
    isStale = false;
    $.ajax({ url: 'vcenter-recovery/appliances', dataType: 'json', cache: false }).then(
      (answer: Listing) => {
        problem = '';
        listing = answer;
        arrange();
        show();
      },
      failed,
    );
  }

  /** Only what somebody sees is asked for. */
  function refresh(): void {
    if (content.is(':visible')) read();
    else isStale = true;
  }

  function changed(): void {
    clearTimeout(timer);
    timer = window.setTimeout(refresh, Math.max(0, lastRead + shortestInterval - Date.now()));
  }

  look.on('click', () => {
    $.ajax({
      ...{ url: 'vcenter-recovery/look', method: 'POST', data: '{}' },
      contentType: 'application/json',
    }).then(read, failed);
  });
  attention.on('click', () => {
    isAttentionOnly = !isAttentionOnly;
    show();
  });
  filter.on('input', show);
  const diagnostics = createDiagnosticsPanel(panel, {
    ...{ translate, namespace: plugin.module, opener: copy },
    onFailed: failed,
  });
  copy.on('click', () => diagnostics.copy());

  content
    .empty()
    .append(
      $('<style>').text(styles),
      $('<div class="red-ui-sidebar-header">').append(look, copy),
      ...[panel, state, filterRow, list],
    );
  // Node-RED does not report all ways to show the tab again, such as opening a closed sidebar.
  const visibility = new IntersectionObserver((entries) => {
    if (isStale && entries.some(({ isIntersecting }) => isIntersecting)) read();
  });
  for (const element of content.get()) visibility.observe(element);
  RED.comms.subscribe(topic, changed);
  RED.comms.on('connect', changed);
  RED.events.on('deploy', changed);
  show();
  read();

  return {
    shown: read,
    close() {
      clearTimeout(timer);
      visibility.disconnect();
      RED.comms.unsubscribe(topic, changed);
      RED.comms.off('connect', changed);
      RED.events.off('deploy', changed);
      content.empty();
    },
  };
}
