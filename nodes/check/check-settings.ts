/** What a check node is set to, and what a message changes of it. */
import { Fault, notConfigured } from '../../src/appliance/faults/fault';
import { operations } from '../../src/appliance/operations/tables/recovery-operations';
import { asChoice, asFlag, asMilliseconds, asText } from '../../src/appliance/settings/coerce';
import { numberSettings } from '../../src/appliance/settings/number-settings';
import type { CheckSettings } from '../../src/checks/assess';
import type { formats } from '../../src/checks/formats/formats';
import type { ArchiveLocation } from '../../src/checks/measure/archive';
import { type Checked, readChecks, readThresholds } from '../../src/checks/read-settings';
import { passwordsInLocation } from '../../src/messages/password-in-url';
import { sentence } from '../../src/messages/sentence';
import { createSlots } from '../../src/slots';
import { withCredentials } from '../message/read-parameters';
import type { Message, NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { readLines } from '../runtime/saved-values';

/** Of all check nodes together: how many appliances are asked at once. */
const slots = createSlots();

function required<Value>(checked: Checked<Value>): Value {
  if ('value' in checked) return checked.value;
  const { word, detail } = checked;
  const said = { key: word, values: { detail } };
  throw new Fault({ code: 'INVALID_REQUEST', sentences: [said] });
}

function readLocation(
  runtime: Runtime,
  node: RuntimeNode,
  config: NodeConfig,
): ArchiveLocation | undefined {
  const location = asText(config.location, 'location').trim();
  if (location === '') return undefined;
  if (passwordsInLocation(location).length > 0) throw notConfigured(sentence('password-saved'));
  const given = withCredentials(runtime, node, operations['backup.system-name.list'], {});
  return {
    location,
    user: asText(node.credentials?.locationUser, 'locationUser').trim(),
    password: asText(given.location_password, 'locationPassword'),
  };
}

/** @throws Fault NOT_CONFIGURED */
export function readFormat({ format }: NodeConfig): keyof typeof formats {
  return asChoice(format, 'format', ['object', 'prometheus', 'plugin', 'prtg']);
}

/** @throws Fault NOT_CONFIGURED */
export function readSplit(config: NodeConfig): boolean {
  return asFlag(config.split, 'split') && readFormat(config) === 'object';
}

/**
 * @throws Fault NOT_CONFIGURED for settings, INVALID_REQUEST for checks and thresholds that do not
 *   exist.
 */
export function readCheckSettings(
  runtime: Runtime,
  node: RuntimeNode,
  config: NodeConfig,
  message: Message,
): CheckSettings {
  const { timeout, maxAge, parallel } = numberSettings.check;
  const saved = required(readThresholds(config.thresholds));
  return {
    checks: required(readChecks(message.checks ?? asText(config.checks, 'checks'))),
    thresholds: required(readThresholds(message.thresholds, saved)),
    ignored: readLines(config.ignoreMessages).map((text) => asText(text, 'ignoreMessages')),
    location: readLocation(runtime, node, config),
    timeout: asMilliseconds(config.timeout, timeout),
    maxAge: asMilliseconds(config.maxAge, maxAge),
    parallel: asMilliseconds(config.parallel, parallel),
    slots,
  };
}
