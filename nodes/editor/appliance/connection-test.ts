import type { StepName, StepResult } from '../../../src/appliance/test-connection/step';
import { fieldValue } from '../form';
import { isVariable } from '../validation';
import { dayOf, detailOf } from './connection-findings';

const prefix = 'node-config-input';

/** Fields of the dialog that the way to the appliance depends on. */
const settings = [
  ...['name', 'host', 'port', 'connection', 'auth', 'tls', 'fingerprint', 'proxyMode', 'proxy'],
  ...['requestTimeout', 'locale'],
] as const;
const credentials = ['username', 'password', 'authorization'] as const;

/** The steps, in their order. */
const steps: readonly StepName[] = [
  ...(['settings', 'name', 'connect', 'tls'] as const),
  ...(['signIn', 'version', 'permission', 'reconciliation'] as const),
];

/** Milliseconds: the runtime answers within 30 s. */
const patience = 40_000;

type State = 'waiting' | 'passed' | 'warning' | 'failed';

const icons: Readonly<Record<State, string>> = {
  waiting: 'fa-circle-o',
  passed: 'fa-check-circle',
  warning: 'fa-exclamation-triangle',
  failed: 'fa-times-circle',
};

/** What the runtime answered: the steps, or in words why there are none. */
type Outcome = { steps: StepResult[] } | { text: string };

let underWay: JQuery.jqXHR | undefined;
/** Whether a field has changed since the test that is under way, or shown, began. */
let isOutdated = false;

function stateOf(step: StepResult | undefined): State {
  if (step === undefined) return 'waiting';
  if (!step.ok) return 'failed';
  return step.trust === 'unchecked' ? 'warning' : 'passed';
}

/** The dialog's own elements, which are there once it is open. */
function parts() {
  return {
    button: $('#vcenter-test'),
    result: $('#vcenter-test-result'),
    list: $('#vcenter-test-steps'),
    note: $('#vcenter-test-note'),
    certificate: $('#vcenter-test-certificate'),
    pin: $('#vcenter-test-pin'),
  };
}

function settingsNow({ z }: EditorNode): Record<string, unknown> {
  const field = (name: string) => $(`#${prefix}-${name}`);
  const config = Object.fromEntries(settings.map((name) => [name, fieldValue(field(name))]));
  return field('useTls').is(':checked') ? { ...config, z } : { ...config, z, tls: '' };
}

function credentialsNow(): Record<string, unknown> {
  // A stored password is a placeholder here; the runtime knows what stands behind it.
  return Object.fromEntries(credentials.map((name) => [name, fieldValue($(`#${prefix}-${name}`))]));
}

/** Writes a fingerprint so that a line can end after a colon, and only there. */
function writeFingerprint(place: JQuery, sha256: string): void {
  place.addClass('vcenter-test-fingerprint').empty();
  for (const [index, byte] of sha256.split(':').entries()) {
    if (index > 0) place.append(':', $('<wbr>'));
    place.append(document.createTextNode(byte));
  }
}

function rowOf(node: EditorNode, name: StepName, step: StepResult | undefined): JQuery {
  const state = stateOf(step);
  const detail = $('<span>').text(step === undefined ? '' : detailOf(node, step));
  if (step?.ok && step.certificate !== undefined) {
    const fingerprint = $('<span>').appendTo(detail);
    writeFingerprint(fingerprint, step.certificate.sha256);
  }
  return $('<li>')
    .attr('data-state', state)
    .append(
      $('<i>')
        .addClass(`fa ${icons[state]}`)
        .attr({ role: 'img', 'aria-label': node._(`vcenter-appliance.test.${state}`) }),
    )
    .append($('<span>').text(node._(`vcenter-appliance.step.${name}`)))
    .append(detail);
}

function showSteps(node: EditorNode, taken: readonly StepResult[]): void {
  const { list } = parts();
  const found = new Map(taken.map((step) => [step.step, step]));
  list.empty().append(steps.map((name) => rowOf(node, name, found.get(name))));
}

/** What is shown of a certificate that is not trusted, so that it can be compared and pinned. */
function showCertificate(taken: readonly StepResult[]): void {
  const { certificate: place, pin } = parts();
  const refused = taken.find(({ ok, certificate }) => !ok && certificate !== undefined);
  const { certificate } = refused ?? {};
  place.toggle(certificate !== undefined);
  if (certificate === undefined) return;
  const { subject, names, issuer, validFrom, validUntil, sha256 } = certificate;
  const valid = `${dayOf(validFrom)} – ${dayOf(validUntil)}`;
  const fact = (name: string) => place.find(`[data-fact=${name}]`);
  for (const [name, text] of Object.entries({ subject, names, issuer, valid })) {
    fact(name).text(text);
  }
  writeFingerprint(fact('sha256'), sha256);
  pin.prop('disabled', false);
}

function showNote(text: string): void {
  parts()
    .note.text(text)
    .toggle(text !== '');
}

function showBusy(isBusy: boolean): void {
  const { button, result } = parts();
  // Not disabled, which would take the keyboard's focus away.
  button.attr('aria-disabled', String(isBusy)).toggleClass('disabled', isBusy);
  button.find('i').attr('class', isBusy ? 'fa fa-spinner fa-spin' : 'fa fa-stethoscope');
  result.attr('aria-busy', String(isBusy));
}

function show(node: EditorNode, outcome: Outcome): void {
  const taken = 'steps' in outcome ? outcome.steps : [];
  showNote('text' in outcome ? outcome.text : '');
  parts().list.toggle(taken.length > 0);
  showSteps(node, taken);
  showCertificate(taken);
  parts().result.get(0)?.scrollIntoView({ block: 'nearest' });
}

/** What a person may come to see of the refusals, by their status. */
const refusals: Readonly<Record<number, string>> = {
  401: 'forbidden',
  403: 'forbidden',
  429: 'busy',
};

/** Why there was no test: Node-RED's words, where there are none here and it has some. */
function refusalOf(node: EditorNode, { status, responseJSON }: JQuery.jqXHR): { text: string } {
  const word = refusals[status];
  if (word !== undefined) return { text: node._(`vcenter-appliance.test.${word}`) };
  const text: unknown = responseJSON?.text;
  return { text: typeof text === 'string' ? text : node._('vcenter-appliance.test.unanswered') };
}

/** What is shown was found with other settings than these. */
function markOutdated(node: EditorNode): void {
  const { list, pin } = parts();
  if (list.is(':hidden')) return;
  list.children().attr('data-state', 'outdated');
  showNote(node._('vcenter-appliance.test.outdated'));
  // It may be another server by now, whose certificate this is not.
  pin.prop('disabled', true);
}

function run(node: EditorNode): void {
  if (underWay !== undefined) return;
  isOutdated = false;
  showBusy(true);
  showNote('');
  parts().certificate.hide();
  showSteps(node, []);
  parts().list.show();
  parts().result.show();
  const request = $.ajax({
    // Relative, so that the editor adds its root and its token (`settings.js`).
    url: 'vcenter-recovery/test-connection',
    method: 'POST',
    contentType: 'application/json',
    data: JSON.stringify({
      id: node.id,
      config: settingsNow(node),
      credentials: credentialsNow(),
    }),
    dataType: 'json',
    timeout: patience,
  });
  underWay = request;
  const isCurrent = () => underWay === request;
  const end = (outcome: Outcome) => {
    if (!isCurrent()) return;
    underWay = undefined;
    showBusy(false);
    show(node, outcome);
    if (isOutdated) markOutdated(node);
  };
  request.then(
    (answer: { steps: StepResult[] }) => end(answer),
    (refused: JQuery.jqXHR) => end(refusalOf(node, refused)),
  );
}

function pinCertificate(node: EditorNode): void {
  const { certificate, button } = parts();
  const field = $(`#${prefix}-fingerprint`);
  const sha256 = certificate.find('[data-fact=sha256]').text();
  const pinned = fieldValue(field).trim();
  // Others stay, so that a certificate can be changed without a gap; a variable stands alone.
  const kept = isVariable(pinned) ? '' : pinned;
  field.val([kept, sha256].filter(Boolean).join('\n')).trigger('change');
  button.trigger('focus');
  run(node);
}

/** Makes the button "Test connection" of the open dialog work. */
export function prepareConnectionTest(node: EditorNode): void {
  const { button, pin } = parts();
  // Of a dialog that was closed in another way than by its buttons.
  endConnectionTest();
  button.on('click', () => run(node));
  pin.on('click', () => pinCertificate(node));
  button.closest('form').on('input change', () => {
    isOutdated = true;
    if (underWay === undefined) markOutdated(node);
  });
}

/** Gives up a test that is under way: however the dialog of `vcenter-appliance` is closed. */
export function endConnectionTest(): void {
  const request = underWay;
  underWay = undefined;
  request?.abort();
}
