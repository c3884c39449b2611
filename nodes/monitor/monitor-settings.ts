import { asFlag, asNumber, asSeconds, asText } from '../../src/appliance/settings/coerce';
import type { MonitorSettings } from '../../src/jobs/monitor/types';
import type { NodeConfig } from '../runtime/node-red';

/** The settings of a `vcenter-recovery-monitor`. Times in milliseconds. */
export interface MonitorNodeSettings extends MonitorSettings {
  restore: boolean;
  /** Between two looks. */
  interval: number;
  /** The name of a store in the settings file; undefined for the default store. */
  contextStore: string | undefined;
}

const oneHour = 3_600_000;
const oneMinute = 60_000;

/** What is on by default is also on where an imported flow lacks the property. */
function isOn(value: unknown, label: string): boolean {
  return value === undefined || asFlag(value, label);
}

/** @throws Fault NOT_CONFIGURED for a value that is not what it should be. */
export function readMonitorSettings(config: NodeConfig): MonitorNodeSettings {
  const hours = { fallback: 25, least: 0, most: 24 * 365 };
  const minutes = { fallback: 60, least: 1, most: 24 * 60 };
  return {
    reconciliation: isOn(config.reconciliation, 'choice of the reconciliation'),
    backup: isOn(config.backup, 'choice of backups'),
    restore: isOn(config.restore, 'choice of the restore'),
    interval: asSeconds(config.interval, 'interval', 60) * 1000,
    overdueAfter: asNumber(config.overdueAfter, 'number of hours until overdue', hours) * oneHour,
    missedSchedule: isOn(config.missedSchedule, 'choice of missed backups'),
    grace: asNumber(config.grace, 'number of minutes of grace', minutes) * oneMinute,
    reportAtStart: asFlag(config.reportAtStart, 'report at the start'),
    contextStore: asText(config.contextStore, 'context store').trim() || undefined,
  };
}
