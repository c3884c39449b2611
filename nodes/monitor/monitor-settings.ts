import { asFlag, asNumber, asSeconds, asText } from '../../src/appliance/settings/coerce';
import type { MonitorSettings } from '../../src/jobs/monitor/monitor';
import type { NodeConfig } from '../runtime/node-red';

/** What a `vcenter-recovery-monitor` is to do. Times in milliseconds. */
export interface MonitorNodeSettings extends MonitorSettings {
  restore: boolean;
  interval: number;
  /** None for the default store. */
  contextStore: string | undefined;
}

const oneHour = 3_600_000;
const oneMinute = 60_000;

/** An imported flow may lack what is on unless somebody switches it off. */
function isOn(value: unknown, label: string): boolean {
  return value === undefined || asFlag(value, label);
}

/** @throws Fault NOT_CONFIGURED */
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
