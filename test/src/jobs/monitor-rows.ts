import assert from 'node:assert/strict';
import type { BackupHistory } from '../../../src/jobs/backups';
import type { Look } from '../../../src/jobs/job';
import type { MonitorSettings } from '../../../src/jobs/monitor';
import { startWatching, told } from './monitored';

type Step =
  | readonly ['restart' | 'restart without memory']
  | readonly [BackupHistory | Look, ...string[]];

/** What is specified of a monitor, step by step. */
export interface Row {
  title: string;
  settings?: Partial<MonitorSettings>;
  /** What is seen, and what is told then. */
  steps: readonly Step[];
}

function isRestart(step: Step): step is readonly ['restart' | 'restart without memory'] {
  return typeof step[0] === 'string';
}

/** Specifies a monitor by rows: after each look exactly what stands beside it is told. */
export function specify(rows: readonly Row[]): void {
  for (const { title, settings, steps } of rows) {
    it(title, () => {
      const watching = startWatching(settings);
      for (const [index, step] of steps.entries()) {
        if (isRestart(step)) {
          watching.restart(step[0] === 'restart' ? 'kept' : 'gone');
          continue;
        }
        const [seen, ...expected] = step;
        assert.deepEqual(watching.see(seen).map(told), expected, `step ${index + 1}`);
      }
    });
  }
}
