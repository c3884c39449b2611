import { parseAddress } from '../../../src/appliance/settings/address';
import { isChosen } from '../../runtime/saved-values';
import { checkConfigNode } from '../config-nodes';
import { currentValue, fieldValue, showSavedValue, showWhatMatters, widenLabels } from '../form';
import { type CheckedField, type Credential, isRight, type Verdict } from '../validation';
import { endConnectionTest, prepareConnectionTest } from './connection-test';

const prefix = 'node-config-input';

function field(name: string): JQuery {
  return $(`#${prefix}-${name}`);
}

/** What stands grey in empty fields, by the way the appliance is reached. */
const placeholders: Readonly<Record<string, { port: string; username: string }>> = {
  api: { port: '443', username: 'user@vsphere.local' },
  rest: { port: '443', username: 'user@vsphere.local' },
  management: { port: '5480', username: 'root' },
};

/** Takes a pasted URL or `host:port` apart; a plain host stays as it was typed. */
function takeAddressApart(): void {
  const typed = fieldValue(field('host')).trim();
  const address = parseAddress(typed);
  if (address === undefined || address.host === typed.toLowerCase()) return;
  field('host').val(address.host);
  if (address.port !== undefined) field('port').val(String(address.port)).trigger('change');
}

/**
 * The management interface has no sessions: there the choice is taken away, and given back with
 * another connection.
 */
function adaptSignIn(): void {
  const auth = field('auth');
  const session = auth.find('option[value=session]');
  let isTaken = false;
  const choose = (value: string) => auth.val(value).trigger('change');
  const adapt = () => {
    const isManagement = fieldValue(field('connection')) === 'management';
    // Read before it is disabled: a select has no value while a disabled option is its choice.
    const chosen = fieldValue(auth);
    // `hidden` alone leaves the option in Safari's list.
    session.prop({ hidden: isManagement, disabled: isManagement });
    if (isManagement && chosen === 'session') {
      isTaken = true;
      choose('basic');
    } else if (!isManagement && isTaken) {
      isTaken = false;
      if (chosen === 'basic') choose('session');
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
  field('host').on('change', takeAddressApart);
  adaptPlaceholders();
  adaptSignIn();
  widenLabels('#node-config-dialog-edit-form');
  showWhatMatters(prefix);
  prepareConnectionTest(node);
}

/** `oneditsave` of `vcenter-appliance`: what is not visible any more does not count either. */
export function saveAppliance(): void {
  endConnectionTest();
  if (!field('useTls').is(':checked')) field('tls').val('_ADD_');
  if (fieldValue(field('proxyMode')) !== 'node') field('proxy').val('_ADD_');
  field('fingerprint').val(fieldValue(field('fingerprint')).trim());
}

/** Validates a field of `vcenter-appliance`. */
export function checkAppliance(node: EditorNode, name: CheckedField, value: unknown): Verdict {
  return isRight(name, value) || node._(`vcenter-appliance.errors.${name}`);
}

/** Validates a credential, which is required only by some ways to sign in. */
export function checkCredential(node: EditorNode, name: Credential, value: unknown): Verdict {
  const isHeader = currentValue(node, prefix, 'auth') === 'authorization';
  if (isHeader !== (name === 'authorization')) return true;
  return isRight(name, value) || node._(`vcenter-appliance.errors.${name}`);
}

/** Validates the TLS configuration, which is required while the box above it is ticked. */
export function checkTls(node: EditorNode, value: unknown): Verdict {
  const isWanted = currentValue(node, prefix, 'useTls') === 'true' || isChosen(value);
  return !isWanted || checkConfigNode(value, node._('vcenter-appliance.label.tls'));
}

/** Validates the proxy, which is required where a proxy node is what is to be used. */
export function checkProxy(node: EditorNode, value: unknown): Verdict {
  const isWanted = currentValue(node, prefix, 'proxyMode') === 'node';
  return !isWanted || checkConfigNode(value, node._('vcenter-appliance.label.proxy'));
}
