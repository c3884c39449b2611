import { asFlag, asMilliseconds, asText } from '../../src/appliance/settings/coerce';
import { numberSettings } from '../../src/appliance/settings/number-settings';
import type { MonitorSettings } from '../../src/jobs/monitor/types';
import type { Field } from '../../src/messages/sentence';
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

/** @throws Fault NOT_CONFIGURED for an invalid value. */
export function readMonitorSettings(config: NodeConfig): MonitorNodeSettings {
  const { interval, overdueAfter, grace } = numberSettings.monitor;
  return {
    reconciliation: isOn(config.reconciliation, 'reconciliation'),
    backup: isOn(config.backup, 'backup'),
    restore: isOn(config.restore, 'restore'),
    interval: asMilliseconds(config.interval, interval),
    overdueAfter: asMilliseconds(config.overdueAfter, overdueAfter),
    missedSchedule: isOn(config.missedSchedule, 'missedSchedule'),
    grace: asMilliseconds(config.grace, grace),
    reportAtStart: asFlag(config.reportAtStart, 'reportAtStart'),
    contextStore: asText(config.contextStore, 'contextStore').trim() || undefined,
  };
}
