/**
 * The messages of one job node that wait for jobs: looks come in, reports, ends and faults go out.
 */
import { Fault } from '../../src/appliance/faults/fault';
import type { JobReading } from '../../src/jobs/job/job';
import type { JobTarget } from '../../src/jobs/read-job';
import type { Verdict, Wait } from '../../src/jobs/wait/wait';
import type { Watcher } from '../../src/jobs/watch/watch';
import type { ApplianceNode } from '../appliance/deployed-appliances';
import { type Input, reportJob, reportProgress } from '../message/report';
import { badgeOfOutage, badgeOfWaits } from '../runtime/badges';
import type { NodeStatus, Runtime, RuntimeNode } from '../runtime/node-red';
import type { ActiveWait } from './waits-over-deploy';

/** A wait of one node, and who waits. */
interface WaitEntry extends ActiveWait {
  inputs: Input[];
  /** Ends its looks. */
  unwatch(): void;
  timer?: NodeJS.Timeout;
}

/** A wait that further messages may join: they get its end. */
export interface Joinable {
  join(input: Input): void;
}

export interface JobWaits {
  /** @returns the wait of this node for the job, if there is one. */
  waitFor(appliance: ApplianceNode, target: JobTarget): Joinable | undefined;
  /** @param first a look that was taken already: the answer to the start of the job. */
  begin(appliance: ApplianceNode, wait: Wait, input: Input, first?: JobReading): Joinable;
  /** Ends the waits for a job; for any backup, where no one is named. */
  stop(appliance: ApplianceNode, target: JobTarget): void;
  /** Something else has been shown in between: the next look shows the waits again. */
  badgeReplaced(): void;
  /** Ends the waits, or hands them to those who keep them until the deploy is over. */
  close(keep?: (wait: ActiveWait) => void): void;
}

/** What others were shown as well is given to each message as its own: a flow may change it. */
function ownCopy(look: JobReading): JobReading {
  return structuredClone(look);
}

/** Whether a wait is for the job that a message means. */
function isFor({ appliance, wait }: WaitEntry, other: ApplianceNode, target: JobTarget): boolean {
  if (appliance !== other) return false;
  const own = wait.target();
  // "The latest" is whichever is waited for.
  if (!('id' in target) || !('id' in own)) return own.kind === target.kind;
  return own.id === target.id;
}

/**
 * @param fail ends a message with what went wrong.
 * @param lost is given the waits whose appliance was closed while the node goes on.
 */
export function createJobWaits(
  runtime: Runtime,
  node: RuntimeNode,
  fail: (input: Input, error: unknown) => void,
  lost: (wait: ActiveWait) => void,
): JobWaits {
  const entries = new Set<WaitEntry>();
  let shown = '';

  function badge(look: JobReading | undefined): NodeStatus {
    if (entries.size === 0) return {};
    return [...entries].some(({ wait }) => wait.isInOutage())
      ? badgeOfOutage(node, entries.size)
      : badgeOfWaits(node, entries.size, look?.job.progress);
  }

  function show(look?: JobReading): void {
    const current = badge(look);
    const mark = JSON.stringify(current);
    if (mark === shown) return;
    shown = mark;
    node.status(current);
  }

  function leave(entry: WaitEntry): boolean {
    entry.unwatch();
    clearTimeout(entry.timer);
    shown = '';
    return entries.delete(entry);
  }

  function finish(entry: WaitEntry, end: (input: Input) => void): void {
    if (!leave(entry)) return;
    for (const input of entry.inputs) {
      try {
        end(input);
      } catch (error) {
        // The others who wait have nothing to do with it.
        input.done(error instanceof Error ? error : new Error(String(error)));
      }
    }
    // Unless others wait, what shows is how it ended.
    shown = '';
    if (entries.size > 0) show();
  }

  function obey(entry: WaitEntry, verdict: Verdict): void {
    const [first] = entry.inputs;
    switch (verdict.do) {
      case 'report':
        if (first) reportProgress(runtime, first, ownCopy(verdict.reading));
        break;
      case 'end':
        finish(entry, (input) => reportJob(node, input, ownCopy(verdict.reading)));
        break;
      case 'fail':
        finish(entry, (input) => {
          if (verdict.last) input.message.job = ownCopy(verdict.last).job;
          fail(input, verdict.fault);
        });
        break;
      default:
    }
    if (entries.has(entry)) arm(entry);
  }

  function arm(entry: WaitEntry): void {
    clearTimeout(entry.timer);
    const deadline = entry.wait.deadline();
    if (deadline === undefined) return;
    const left = Math.max(0, deadline - performance.now());
    // A timer may ring a little early: then it is set again for what is left.
    entry.timer = setTimeout(
      () => guarded(entry, () => obey(entry, entry.wait.onDeadline(performance.now()))),
      Math.min(Math.ceil(left), 2 ** 31 - 1),
    );
  }

  function onJob(entry: WaitEntry, reading: JobReading, at: number): void {
    const before = JSON.stringify(entry.wait.target());
    const verdict = entry.wait.onJob(reading, at);
    if (verdict.do === 'keep waiting' || verdict.do === 'report') {
      show(reading);
      // "The latest" has become a certain one.
      if (JSON.stringify(entry.wait.target()) !== before) watch(entry);
    }
    obey(entry, verdict);
  }

  function onError(entry: WaitEntry, error: unknown, at: number): void {
    if (!(error instanceof Fault)) {
      finish(entry, (input) => fail(input, error));
      return;
    }
    const verdict = entry.wait.onFault(error, at);
    if (verdict.do === 'keep waiting') show();
    obey(entry, verdict);
  }

  /** Whatever goes wrong here ends the wait; nothing may end the process. */
  function guarded(entry: WaitEntry, act: () => void): void {
    if (!entries.has(entry)) return;
    try {
      act();
    } catch (error) {
      finish(entry, (input) => fail(input, error));
    }
  }

  function watch(entry: WaitEntry): void {
    entry.unwatch();
    const watcher: Watcher<JobReading> = {
      interval: entry.wait.settings.interval,
      onResult: (reading, at) => guarded(entry, () => onJob(entry, reading, at)),
      onError: (error, at) => guarded(entry, () => onError(entry, error, at)),
      deadline: () => entry.wait.deadline(),
      onClosed() {
        if (!leave(entry)) return;
        show();
        lost(entry);
      },
    };
    entry.unwatch = entry.appliance.jobs.watch(entry.wait.target(), watcher);
  }

  function joinable(entry: WaitEntry): Joinable {
    return {
      join(input) {
        if (entries.has(entry)) entry.inputs.push(input);
        else input.done();
      },
    };
  }

  return {
    waitFor(appliance, target) {
      const entry = [...entries].find((candidate) => isFor(candidate, appliance, target));
      return entry && joinable(entry);
    },
    begin(appliance, wait, input, first) {
      const entry: WaitEntry = { appliance, wait, inputs: [input], unwatch: () => {} };
      entries.add(entry);
      show(first);
      if (first) guarded(entry, () => obey(entry, wait.onJob(first, performance.now())));
      if (entries.has(entry)) {
        watch(entry);
        arm(entry);
      }
      return joinable(entry);
    },
    stop(appliance, target) {
      for (const entry of [...entries]) {
        if (!isFor(entry, appliance, target)) continue;
        finish(entry, ({ done }) => done());
      }
      show();
    },
    badgeReplaced() {
      shown = '';
    },
    close(keep) {
      for (const entry of [...entries]) {
        if (!leave(entry)) continue;
        if (keep) keep(entry);
        else for (const { done } of entry.inputs) done();
      }
    },
  };
}
