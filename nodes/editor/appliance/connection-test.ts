import type { StepName, StepResult } from '../../../src/appliance/test-connection/step';
import { fieldValue } from '../form/field-values';
import { detailOf, isAuthorityMissing, localDate, shownSteps } from './connection-findings';

const prefix = 'node-config-input';

/** Fields of the dialog that affect the connection to the appliance. */
const settings = [
  ...['name', 'host', 'port', 'connection', 'auth', 'tls', 'fingerprint', 'proxyMode', 'proxy'],
  ...['requestTimeout', 'locale'],
] as const;
const credentials = ['username', 'password', 'authorization'] as const;

/** The steps, in order. */
const stepNames: readonly StepName[] = [
  ...(['settings', 'name', 'connect', 'tls'] as const),
  ...(['signIn', 'version', 'permission', 'reconciliation'] as const),
];

/** Milliseconds. The runtime answers within 30 s. */
const responseTimeout = 40_000;

type State = 'waiting' | 'passed' | 'warning' | 'failed';

const icons: Readonly<Record<State, string>> = {
  waiting: 'fa-circle-o',
  passed: 'fa-check-circle',
  warning: 'fa-exclamation-triangle',
  failed: 'fa-times-circle',
};

/** The runtime's result, as far as the dialog shows it. */
interface TestResult {
  steps: StepResult[];
  /** Whether it has not signed in, because another refusal may lock the account. */
  ask?: boolean;
  /** Seconds until signing in is safe. */
  retryAfter?: number;
}

/** The runtime's answer: the result, or a text that says why there is none. */
type Outcome = TestResult | { text: string };

let pendingRequest: JQuery.jqXHR | undefined;
/** Whether a field has changed since the running or displayed test started. */
let isOutdated = false;

function stateOf(step: StepResult | undefined): State {
  if (step === undefined) return 'waiting';
  if (!step.ok) return 'failed';
  return step.trust === 'unchecked' ? 'warning' : 'passed';
}

/** The elements of the open dialog. */
function elements() {
  return {
    button: $('#vcenter-test'),
    result: $('#vcenter-test-result'),
    list: $('#vcenter-test-steps'),
    note: $('#vcenter-test-note'),
    conclusion: $('#vcenter-test-conclusion'),
    authority: $('#vcenter-test-authority'),
    certificate: $('#vcenter-test-certificate'),
    pin: $('#vcenter-test-pin'),
    question: $('#vcenter-test-ask'),
    force: $('#vcenter-test-force'),
  };
}

function currentSettings({ z }: EditorNode): Record<string, unknown> {
  const field = (name: string) => $(`#${prefix}-${name}`);
  const config = Object.fromEntries(settings.map((name) => [name, fieldValue(field(name))]));
  return field('useTls').is(':checked') ? { ...config, z } : { ...config, z, tls: '' };
}

function currentCredentials(): Record<string, unknown> {
  // For a stored password the field contains a placeholder, which the runtime replaces.
  return Object.fromEntries(credentials.map((name) => [name, fieldValue($(`#${prefix}-${name}`))]));
}

/** Shows a fingerprint so that lines can wrap after colons only. */
function showFingerprint(element: JQuery, sha256: string): void {
  element.addClass('vcenter-test-fingerprint').empty();
  for (const [index, byte] of sha256.split(':').entries()) {
    if (index > 0) element.append(':', $('<wbr>'));
    element.append(document.createTextNode(byte));
  }
}

function rowOf(node: EditorNode, name: StepName, step: StepResult | undefined): JQuery {
  const state = stateOf(step);
  const detail = $('<span>').text(step === undefined ? '' : detailOf(node, step));
  if (step?.ok && step.certificate !== undefined) {
    const fingerprint = $('<span>').appendTo(detail);
    showFingerprint(fingerprint, step.certificate.sha256);
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

function showSteps(node: EditorNode, results: readonly StepResult[]): void {
  const { list } = elements();
  const found = new Map(results.map((step) => [step.step, step]));
  list.empty().append(stepNames.map((name) => rowOf(node, name, found.get(name))));
}

/** Shows an untrusted certificate, so that the user can compare and pin it. */
function showCertificate(node: EditorNode, results: readonly StepResult[]): void {
  const { certificate: details, pin, authority } = elements();
  const refused = results.find(({ ok, certificate }) => !ok && certificate !== undefined);
  const { certificate } = refused ?? {};
  details.toggle(certificate !== undefined);
  if (certificate === undefined) return;
  const { subject, names, issuer, validFrom, validUntil, sha256 } = certificate;
  const valid = `${localDate(validFrom)} – ${localDate(validUntil)}`;
  const fact = (name: string) => details.find(`[data-fact=${name}]`);
  for (const [name, text] of Object.entries({ subject, names, issuer, valid })) {
    fact(name).text(text);
  }
  showFingerprint(fact('sha256'), sha256);
  const isPinned = fieldValue($(`#${prefix}-fingerprint`)).trim() !== '';
  pin.find('span').text(node._(`vcenter-appliance.test.${isPinned ? 'replace-pin' : 'pin'}`));
  pin.prop('disabled', false);
  authority.toggle(isAuthorityMissing(refused));
}

/** Asks whether to sign in although that may lock the account: a person has to decide. */
function showQuestion(
  node: EditorNode,
  { ask = false, retryAfter = 0 }: Partial<TestResult>,
): void {
  const { question, force } = elements();
  question.toggle(ask);
  const minutes = String(Math.ceil(retryAfter / 60));
  const time = new Date(Date.now() + retryAfter * 1000).toLocaleTimeString(undefined, {
    timeStyle: 'short',
  });
  question.find('p').text(ask ? node._('vcenter-appliance.test.ask', { minutes, time }) : '');
  force.prop('disabled', false);
}

/** Says what to do after a test that passed: press the button that saves, by its own label. */
function showConclusion(node: EditorNode, hasPassed: boolean): void {
  const button = $('#node-config-dialog-ok').text().trim();
  elements().conclusion.text(node._('vcenter-appliance.test.ready', { button })).toggle(hasPassed);
}

function showNote(text: string): void {
  elements()
    .note.text(text)
    .toggle(text !== '');
}

function showBusy(isBusy: boolean): void {
  const { button, result } = elements();
  // Not `disabled`, which would remove the keyboard focus.
  button.attr('aria-disabled', String(isBusy)).toggleClass('disabled', isBusy);
  button.find('i').attr('class', isBusy ? 'fa fa-spinner fa-spin' : 'fa fa-stethoscope');
  result.attr('aria-busy', String(isBusy));
}

function show(node: EditorNode, outcome: Outcome): void {
  const results = shownSteps('steps' in outcome ? outcome.steps : []);
  showNote('steps' in outcome ? '' : outcome.text);
  elements().list.toggle(results.length > 0);
  showSteps(node, results);
  showCertificate(node, results);
  const last = results.at(-1);
  showConclusion(node, last?.step === 'reconciliation' && last.ok);
  showQuestion(node, 'steps' in outcome ? outcome : {});
  const { result, pin } = elements();
  // Where there is something to press below the results, that is what has to be visible.
  (pin.is(':visible') ? pin : result).get(0)?.scrollIntoView({ block: 'nearest' });
}

/** Locale keys for refusals that users may encounter, by HTTP status. */
const refusals: Readonly<Record<number, string>> = {
  401: 'forbidden',
  403: 'forbidden',
  429: 'busy',
};

/** Why there was no test: our text for the status, else the one in the answer. */
function refusalOf(node: EditorNode, { status, responseJSON }: JQuery.jqXHR): { text: string } {
  const word = refusals[status];
  if (word !== undefined) return { text: node._(`vcenter-appliance.test.${word}`) };
  const text: unknown = responseJSON?.text;
  return { text: typeof text === 'string' ? text : node._('vcenter-appliance.test.unanswered') };
}

/** Marks the displayed results as outdated after the settings have changed. */
function markOutdated(node: EditorNode): void {
  const { list, pin, force } = elements();
  if (list.is(':hidden')) return;
  list.children().attr('data-state', 'outdated');
  showConclusion(node, false);
  showNote(node._('vcenter-appliance.test.outdated'));
  // The settings may refer to another server now, with another certificate.
  pin.prop('disabled', true);
  force.prop('disabled', true);
}

function run(node: EditorNode, force = false): void {
  if (pendingRequest !== undefined) return;
  isOutdated = false;
  showBusy(true);
  showNote('');
  elements().certificate.hide();
  elements().question.hide();
  showConclusion(node, false);
  showSteps(node, []);
  elements().list.show();
  elements().result.show();
  const request = $.ajax({
    // Relative, so that the editor adds its root and its token (`settings.js`).
    url: 'vcenter-recovery/test-connection',
    method: 'POST',
    contentType: 'application/json',
    data: JSON.stringify({
      id: node.id,
      language: RED.i18n.lang(),
      config: currentSettings(node),
      credentials: currentCredentials(),
      ...(force ? { force } : {}),
    }),
    dataType: 'json',
    timeout: responseTimeout,
  });
  pendingRequest = request;
  const isCurrent = () => pendingRequest === request;
  const end = (outcome: Outcome) => {
    if (!isCurrent()) return;
    pendingRequest = undefined;
    showBusy(false);
    show(node, outcome);
    if (isOutdated) markOutdated(node);
  };
  request.then(
    (answer: TestResult) => end(answer),
    (refused: JQuery.jqXHR) => end(refusalOf(node, refused)),
  );
}

function pinCertificate(node: EditorNode): void {
  const { certificate, button } = elements();
  const field = $(`#${prefix}-fingerprint`);
  const sha256 = certificate.find('[data-fact=sha256]').text();
  field.val(sha256).trigger('change');
  button.trigger('focus');
  run(node);
}

/** Makes the button "Test connection" of the open dialog work. */
export function prepareConnectionTest(node: EditorNode): void {
  const { button, pin, force } = elements();
  // The previous dialog may have been closed other than by its buttons.
  endConnectionTest();
  button.on('click', () => run(node));
  pin.on('click', () => pinCertificate(node));
  force.on('click', () => {
    button.trigger('focus');
    run(node, true);
  });
  button.closest('form').on('input change', () => {
    isOutdated = true;
    if (pendingRequest === undefined) markOutdated(node);
  });
}

/** Aborts a running test when the dialog of `vcenter-appliance` is closed. */
export function endConnectionTest(): void {
  const request = pendingRequest;
  pendingRequest = undefined;
  request?.abort();
}
