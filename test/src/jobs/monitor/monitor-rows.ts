import assert from 'node:assert/strict';
import type { BackupHistory } from '../../../../src/jobs/backups';
import type { JobReading } from '../../../../src/jobs/job/job';
import type { MonitorSettings } from '../../../../src/jobs/monitor/monitor';
import { startWatching, told } from './monitored';

type Step =
  | readonly ['restart' | 'restart without memory' | 'fault']
  | readonly [BackupHistory | JobReading, ...string[]];

/** What is specified of a monitor, step by step. */
export interface Row {
  title: string;
  settings?: Partial<MonitorSettings>;
  /** What is seen, and what is told then; or that a look at anything ends with a fault. */
  steps: readonly Step[];
}

function isEvent(step: Step): step is Extract<Step, readonly [string]> {
  return typeof step[0] === 'string';
}

/** Specifies a monitor by rows: after each look exactly what stands beside it is told. */
export function specify(rows: readonly Row[]): void {
  for (const { title, settings, steps } of rows) {
    it(title, () => {
      const watching = startWatching(settings);
      for (const [index, step] of steps.entries()) {
        if (isEvent(step)) {
          const [event] = step;
          if (event === 'fault') watching.missAll();
          else watching.restart(event === 'restart' ? 'kept' : 'gone');
          continue;
        }
        const [seen, ...expected] = step;
        assert.deepEqual(watching.see(seen).map(told), expected, `step ${index + 1}`);
      }
    });
  }
}
