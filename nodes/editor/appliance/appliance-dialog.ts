import { parseAddress } from '../../../src/appliance/settings/address';
import { numberSettings } from '../../../src/appliance/settings/number-settings';
import { isChosen } from '../../runtime/saved-values';
import { checkConfigNode } from '../config-nodes';
import { showDurations } from '../form/durations';
import { currentValue, fieldValue, showSavedValue } from '../form/field-values';
import { prepareFold } from '../form/fold';
import { widenLabels } from '../form/labels';
import { showRelevantRows } from '../form/relevant-rows';
import {
  type CheckedField,
  type Credential,
  isValidField,
  type ValidationResult,
} from '../validation';
import { endConnectionTest, prepareConnectionTest } from './connection-test';

const prefix = 'node-config-input';

/** Pixels. The fields next to the labels, in the HTML, are 100 % - 155 px wide. */
const labelWidth = 150;

/** The settings in the fold "More settings". */
const moreSettings = [
  ...['connection', 'auth', 'useTls', 'fingerprint', 'proxyMode', 'requestTimeout', 'locale'],
  'readOnly',
];

function field(name: string): JQuery {
  return $(`#${prefix}-${name}`);
}

/** The placeholders of empty fields, by connection. */
const placeholders: Readonly<Record<string, { port: string; username: string }>> = {
  api: { port: '443', username: 'user@vsphere.local' },
  rest: { port: '443', username: 'user@vsphere.local' },
  management: { port: '5480', username: 'root' },
};

/** Splits a pasted URL or `host:port` into host and port; a plain host remains as typed. */
function splitAddress(): void {
  const typed = fieldValue(field('host')).trim();
  const address = parseAddress(typed);
  if (address === undefined || address.host === typed.toLowerCase()) return;
  field('host').val(address.host);
  if (address.port !== undefined) field('port').val(String(address.port)).trigger('change');
}

/**
 * The nodes open no sessions on the management interface: selecting it disables that option and
 * selects Basic authentication; selecting another connection reverts both.
 */
function adaptSignIn(): void {
  const auth = field('auth');
  const session = auth.find('option[value=session]');
  let wasReplaced = false;
  const choose = (value: string) => auth.val(value).trigger('change');
  const adapt = () => {
    const isManagement = fieldValue(field('connection')) === 'management';
    // Read before the option is disabled: a select has no value while its option is disabled.
    const selected = fieldValue(auth);
    // Safari ignores `hidden` on options.
    session.prop({ hidden: isManagement, disabled: isManagement });
    if (isManagement && selected === 'session') {
      wasReplaced = true;
      choose('basic');
    } else if (!isManagement && wasReplaced) {
      wasReplaced = false;
      if (selected === 'basic') choose('session');
    }
  };
  field('connection').on('change', adapt);
  adapt();
}

function adaptPlaceholders(): void {
  const adapt = () => {
    const { port, username } = placeholders[fieldValue(field('connection'))] ?? {};
    field('port').attr('placeholder', port ?? '');
    field('username').attr('placeholder', username ?? '');
  };
  field('connection').on('change', adapt);
  adapt();
}

/** `oneditprepare` of `vcenter-appliance`. */
export function prepareAppliance(node: EditorNode): void {
  for (const name of ['connection', 'auth', 'proxyMode']) showSavedValue(field(name), node[name]);
  field('useTls').prop('checked', Boolean(node.tls));
  field('host').on('change', splitAddress);
  adaptPlaceholders();
  adaptSignIn();
  widenLabels('#node-config-dialog-edit-form', labelWidth);
  showRelevantRows(prefix);
  showDurations(field, numberSettings.appliance);
  // A pin is what Test connection usually leaves behind: there is nothing to see to.
  const isValidPin = (name: string) =>
    name === 'fingerprint' && isValidField(name, fieldValue(field(name)));
  const opens = (name: string) => !isValidPin(name);
  prepareFold(node, $('#vcenter-more'), field, moreSettings, { opens });
  prepareConnectionTest(node);
}

/** `oneditsave` of `vcenter-appliance`: clears references to config nodes in hidden fields. */
export function saveAppliance(): void {
  endConnectionTest();
  if (!field('useTls').is(':checked')) field('tls').val('_ADD_');
  if (fieldValue(field('proxyMode')) !== 'node') field('proxy').val('_ADD_');
  field('fingerprint').val(fieldValue(field('fingerprint')).trim());
}

/** Validates a field of `vcenter-appliance`. */
export function checkAppliance(
  node: EditorNode,
  name: CheckedField,
  value: unknown,
): ValidationResult {
  return isValidField(name, value) || node._(`vcenter-appliance.errors.${name}`);
}

/** Validates a credential, which only some kinds of sign-in require. */
export function checkCredential(
  node: EditorNode,
  name: Credential,
  value: unknown,
): ValidationResult {
  const isHeader = currentValue(node, prefix, 'auth') === 'authorization';
  if (isHeader !== (name === 'authorization')) return true;
  return isValidField(name, value) || node._(`vcenter-appliance.errors.${name}`);
}

/** Validates the TLS configuration, which is required if the checkbox above it is selected. */
export function checkTls(node: EditorNode, value: unknown): ValidationResult {
  const isRequired = currentValue(node, prefix, 'useTls') === 'true' || isChosen(value);
  return !isRequired || checkConfigNode(value, node._('vcenter-appliance.label.tls'));
}

/** Validates the proxy node, which is required if the proxy setting is "node". */
export function checkProxy(node: EditorNode, value: unknown): ValidationResult {
  const isRequired = currentValue(node, prefix, 'proxyMode') === 'node';
  return !isRequired || checkConfigNode(value, node._('vcenter-appliance.label.proxy'));
}
