import { asFlag, asMilliseconds, asText } from '../../src/appliance/settings/coerce';
import { numberSettings } from '../../src/appliance/settings/number-settings';
import type { MonitorSettings } from '../../src/jobs/monitor/types';
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
function isOn(value: unknown, label: string): boolean {
  return value === undefined || asFlag(value, label);
}

/** @throws Fault NOT_CONFIGURED for an invalid value. */
export function readMonitorSettings(config: NodeConfig): MonitorNodeSettings {
  const { interval, overdueAfter, grace } = numberSettings.monitor;
  return {
    reconciliation: isOn(config.reconciliation, 'choice of the reconciliation'),
    backup: isOn(config.backup, 'choice of backups'),
    restore: isOn(config.restore, 'choice of the restore'),
    interval: asMilliseconds(config.interval, interval),
    overdueAfter: asMilliseconds(config.overdueAfter, overdueAfter),
    missedSchedule: isOn(config.missedSchedule, 'choice of missed backups'),
    grace: asMilliseconds(config.grace, grace),
    reportAtStart: asFlag(config.reportAtStart, 'report at the start'),
    contextStore: asText(config.contextStore, 'context store').trim() || undefined,
  };
}
