import { notConfigured } from '../../src/appliance/faults/fault';
import { asFlag, asMilliseconds, asText, nameOf } from '../../src/appliance/settings/coerce';
import { numberSettings, parseNumber } from '../../src/appliance/settings/number-settings';
import { bySchedule, isBySchedule } from '../../src/appliance/settings/overdue-after';
import type { MonitorSettings } from '../../src/jobs/monitor/types';
import { type Field, sentence } from '../../src/messages/sentence';
import type { NodeConfig } from '../runtime/node-red';

/** The settings of a `vcenter-recovery-monitor`. Times in milliseconds. */
export interface MonitorNodeSettings extends MonitorSettings {
  restore: boolean;
  /** Between two polls. */
  interval: number;
  /** The name of a store in the settings file; undefined for the default store. */
  contextStore: string | undefined;
}

/** An option that is on by default is also on if an imported flow lacks the property. */
function isOn(value: unknown, field: Field): boolean {
  return value === undefined || asFlag(value, field);
}

function readOverdueAfter(value: unknown): MonitorSettings['overdueAfter'] {
  const { overdueAfter } = numberSettings.monitor;
  const text = asText(value, overdueAfter.field).trim();
  if (isBySchedule(text)) return bySchedule;
  if (text === '' || parseNumber(text) !== undefined) return asMilliseconds(text, overdueAfter);
  const setting = nameOf(overdueAfter.field);
  throw notConfigured(sentence('setting-not-hours', { setting, value: text, word: bySchedule }));
}

/** @throws Fault NOT_CONFIGURED for an invalid value. */
export function readMonitorSettings(config: NodeConfig): MonitorNodeSettings {
  const { interval, grace } = numberSettings.monitor;
  return {
    reconciliation: isOn(config.reconciliation, 'reconciliation'),
    backup: isOn(config.backup, 'backup'),
    restore: isOn(config.restore, 'restore'),
    interval: asMilliseconds(config.interval, interval),
    overdueAfter: readOverdueAfter(config.overdueAfter),
    missedSchedule: isOn(config.missedSchedule, 'missedSchedule'),
    grace: asMilliseconds(config.grace, grace),
    reportAtStart: asFlag(config.reportAtStart, 'reportAtStart'),
    contextStore: asText(config.contextStore, 'contextStore').trim() || undefined,
  };
}
