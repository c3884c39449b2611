/** An appliance in the list. Its elements stay while it does, so that nobody loses the focus. */
import type { Overview } from '../../../src/jobs/overview/overview';
import { badgeOf, type Row, rowsOf, type Telling } from './rows';
import { distanceText, timeText } from './time-text';

/** An appliance as the runtime lists it. */
export interface ListedAppliance extends Overview {
  id: string;
  /** Its id in the editor. */
  node: string;
}

export interface Card {
  element: JQuery;
  show(appliance: ListedAppliance, telling: Telling): void;
}

const prefix = 'vcenter-recovery-sidebar';

function usersOf(id: string): EditorNode[] {
  const users: unknown = RED.nodes.node(id)?.users;
  return Array.isArray(users) ? users : [];
}

/** A dot with the color of a badge, which the text beside it says in words. */
function showColor(dot: JQuery, color: string | undefined): void {
  dot.css('background', color ? `var(--red-ui-node-status-colors-${color})` : 'none');
}

function createRow(list: JQuery) {
  const label = $('<dt>').appendTo(list);
  const cell = $('<dd>').appendTo(list);
  const dot = $('<span class="vcenter-sidebar-dot">').appendTo(cell);
  const text = $('<span class="vcenter-sidebar-text">').appendTo(cell);
  const seen = $('<span class="vcenter-sidebar-seen">').appendTo(cell);
  const icon = $('<i class="fa fa-eye" aria-hidden="true">');
  return (row: Row, { translate, now, language }: Telling) => {
    label.text(row.label);
    text.text(row.text);
    dot.toggle(row.color !== undefined);
    showColor(dot, row.color);
    seen.empty();
    if (row.at === undefined) return;
    seen.append(icon, ' ', document.createTextNode(distanceText(row.at, now, language)));
    const time = timeText(row.at, language);
    seen.attr('title', translate(`${prefix}.seenAt`, { time }));
  };
}

/** The nodes that use an appliance: how many, and on request which. */
function createUsers(line: JQuery) {
  const button = $('<button type="button" class="vcenter-sidebar-link" aria-expanded="false">');
  const list = $('<ul class="vcenter-sidebar-users">').hide();
  let id = '';

  function fill(): void {
    list.empty();
    for (const node of usersOf(id)) {
      $('<button type="button" class="vcenter-sidebar-link">')
        .text(RED.utils.getNodeLabel(node, node.type))
        .on('click', () => RED.view.reveal(node.id))
        .appendTo($('<li>').appendTo(list));
    }
  }

  button.on('click', () => {
    const isOpen = list.is(':visible');
    if (!isOpen) fill();
    list.toggle(!isOpen);
    button.attr('aria-expanded', String(!isOpen));
  });
  line.append(button).after(list);
  return (node: string, { translate }: Telling) => {
    id = node;
    const { length: count } = usersOf(id);
    button.text(translate(`${prefix}.usedBy`, { count: String(count) })).toggle(count > 0);
  };
}

/** @param node the id of the appliance in the editor. */
export function createCard(node: string): Card {
  const element = $('<li class="vcenter-sidebar-card">');
  const head = $('<div class="vcenter-sidebar-head">').appendTo(element);
  const title = $('<span class="vcenter-sidebar-title">').appendTo(head);
  const dot = $('<span class="vcenter-sidebar-dot">').appendTo(title);
  const name = $('<button type="button" class="vcenter-sidebar-link vcenter-sidebar-name">')
    .on('click', () => RED.view.reveal(node))
    .appendTo(title);
  const badge = $('<span class="vcenter-sidebar-badge">').appendTo(head);
  const line = $('<div class="vcenter-sidebar-line">').appendTo(element);
  const host = $('<span>').appendTo(line);
  const showUsers = createUsers(line);
  const list = $('<dl>').appendTo(element);
  const rows = [createRow(list), createRow(list), createRow(list), createRow(list)];
  return {
    element,
    show(appliance, telling) {
      const { text, color } = badgeOf(appliance, telling);
      showColor(dot, color);
      badge.text(text);
      name
        .text(appliance.name)
        .attr('title', telling.translate(`${prefix}.reveal`, { name: appliance.name }));
      host.text(appliance.host).toggle(appliance.host !== appliance.name);
      rowsOf(appliance, telling).forEach((row, index) => {
        rows[index]?.(row, telling);
      });
      showUsers(appliance.node, telling);
    },
  };
}
