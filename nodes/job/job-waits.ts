/**
 * The messages of one job node that wait for jobs. Each reading of a job is passed to its waits,
 * whose decisions become reports, results and faults.
 */
import { Fault } from '../../src/appliance/faults/fault';
import { limitTime } from '../../src/clock';
import type { JobReading } from '../../src/jobs/job/job';
import { jobOf } from '../../src/jobs/job/job-text';
import type { JobTarget } from '../../src/jobs/read-job';
import type { Verdict, Wait } from '../../src/jobs/wait/wait';
import type { Watcher } from '../../src/jobs/watch/watch';
import type { ApplianceNode } from '../appliance/deployed-appliances';
import { type Input, reportJob, reportProgress } from '../message/report';
import { badgeOfInterruption, badgeOfWaits, outOfReach, signInPaused } from '../runtime/badges';
import type { NodeStatus, Runtime, RuntimeNode } from '../runtime/node-red';
import type { ActiveWait } from './waits-over-deploy';

/** A wait of the node, with the messages that wait. */
interface WaitEntry extends ActiveWait {
  inputs: Input[];
  /** Stops polling for it. */
  unwatch(): void;
  /** The deadline that is set, and how to lift it. */
  deadline: { at: number; lift(): void } | undefined;
}

/** A wait that further messages may join: they get the end of the job. */
export interface Joinable {
  join(input: Input): void;
}

export interface JobWaits {
  /** @returns the wait of this node for the job, if there is one. */
  waitFor(appliance: ApplianceNode, target: JobTarget): Joinable | undefined;
  /** @param first the answer to the start of the job, if the wait begins with one. */
  begin(appliance: ApplianceNode, wait: Wait, input: Input, first?: JobReading): Joinable;
  /** Ends the waits for a job; for all backups, where none is named. */
  stop(appliance: ApplianceNode, target: JobTarget): void;
  /** To be called when the badge shows something else: the next poll shows the waits again. */
  badgeReplaced(): void;
  /** Ends the waits, or passes them to `keep`, which keeps them until the deploy is over. */
  close(keep?: (wait: ActiveWait) => void): void;
}

/** Each message gets a copy of its own, because flows may change it. */
function ownCopy(reading: JobReading): JobReading {
  return structuredClone(reading);
}

/** Whether a wait is for the job that a message is about. */
function isFor({ appliance, wait }: WaitEntry, other: ApplianceNode, target: JobTarget): boolean {
  if (appliance !== other) return false;
  const own = wait.target();
  // "The latest" refers to the job that the node waits for, whichever that is.
  if (!('id' in target) || !('id' in own)) return own.kind === target.kind;
  return own.id === target.id;
}

/**
 * @param fail ends a message with an error.
 * @param orphaned called with each wait whose appliance was closed while the node remains deployed.
 */
export function createJobWaits(
  runtime: Runtime,
  node: RuntimeNode,
  fail: (input: Input, error: unknown) => void,
  orphaned: (wait: ActiveWait) => void,
): JobWaits {
  const entries = new Set<WaitEntry>();
  let shown = '';

  function badge(reading: JobReading | undefined): NodeStatus {
    if (entries.size === 0) return {};
    const interruptions = [...entries].flatMap(({ wait }) => wait.interruption() ?? []);
    if (interruptions.length === 0) return badgeOfWaits(node, entries.size, reading?.job.progress);
    const isPaused = !interruptions.includes('outage');
    return badgeOfInterruption(node, entries.size, isPaused ? signInPaused : outOfReach);
  }

  function show(reading?: JobReading): void {
    const current = badge(reading);
    const mark = JSON.stringify(current);
    if (mark === shown) return;
    shown = mark;
    node.status(current);
  }

  function leave(entry: WaitEntry): boolean {
    entry.unwatch();
    entry.deadline?.lift();
    shown = '';
    return entries.delete(entry);
  }

  function finish(entry: WaitEntry, end: (input: Input) => void): void {
    if (!leave(entry)) return;
    for (const input of entry.inputs) {
      try {
        end(input);
      } catch (error) {
        // The other messages are not affected.
        input.done(error instanceof Error ? error : new Error(String(error)));
      }
    }
    // Unless other waits go on, the badge shows how it ended.
    shown = '';
    if (entries.size > 0) show();
  }

  function apply(entry: WaitEntry, verdict: Verdict): void {
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
          if (verdict.last) input.message.job = jobOf(ownCopy(verdict.last), input.words());
          fail(input, verdict.fault);
        });
        break;
      default:
    }
    if (entries.has(entry)) arm(entry);
  }

  function arm(entry: WaitEntry): void {
    const at = entry.wait.deadline();
    // Set anew, it would be over at once where its timer was held up.
    if (at === entry.deadline?.at) return;
    entry.deadline?.lift();
    entry.deadline = undefined;
    if (at === undefined) return;
    const { clock } = entry.appliance;
    const left = Math.max(0, at - clock.now());
    const act = (wasHeldUp: boolean) => {
      // A timer may fire slightly early; it is then set again for the remaining time.
      entry.deadline = undefined;
      // Nobody has polled for a while: the result of the next poll sets the timer again.
      if (wasHeldUp) watch(entry);
      else apply(entry, entry.wait.onDeadline(clock.now()));
    };
    const lift = limitTime(clock, Math.min(Math.ceil(left), 2 ** 31 - 1), (wasHeldUp) =>
      guarded(entry, () => act(wasHeldUp)),
    );
    entry.deadline = { at, lift };
  }

  function onJob(entry: WaitEntry, reading: JobReading, at: number): void {
    const before = JSON.stringify(entry.wait.target());
    const verdict = entry.wait.onJob(reading, at);
    if (verdict.do === 'keep waiting' || verdict.do === 'report') {
      show(reading);
      // "The latest" has become a job with an id, which is polled from now on.
      if (JSON.stringify(entry.wait.target()) !== before) watch(entry);
    }
    apply(entry, verdict);
  }

  function onError(entry: WaitEntry, error: unknown, at: number): void {
    if (!(error instanceof Fault)) {
      finish(entry, (input) => fail(input, error));
      return;
    }
    const verdict = entry.wait.onFault(error, at);
    if (verdict.do === 'keep waiting') show();
    apply(entry, verdict);
  }

  /** An error here ends the wait: uncaught, it would end the process. */
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
        orphaned(entry);
      },
    };
    entry.unwatch = entry.appliance.polled().jobs.watch(entry.wait.target(), watcher);
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
      const inputs = [input];
      const entry: WaitEntry = { appliance, wait, inputs, unwatch: () => {}, deadline: undefined };
      entries.add(entry);
      show(first);
      if (first) guarded(entry, () => apply(entry, wait.onStart(first, appliance.clock.now())));
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
