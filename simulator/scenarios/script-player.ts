import type { DrivenClock } from '../time/clock';
import type { Phase, Script, Side } from './script';

/** Plays a script, phase by phase, on the simulated clock. */
export interface Stage {
  /** Leaves the script that is on and begins this one, now or at a time of the past. */
  play(script: Script, since?: number): void;
  phase(): Phase;
  /** The phase as far as its trouble and delay concern this side. */
  conditions(side: Side): Pick<Phase, 'trouble' | 'delay'>;
}

/**
 * Makes a stage. `enter` hears of each phase as it begins, with the simulated time (epoch
 * milliseconds) at which it began and whether it is the first of its script.
 * @throws {RangeError} from `play`, for a script without a phase
 */
export function createStage(
  clock: DrivenClock,
  enter: (phase: Phase, since: number, first: boolean) => void,
): Stage {
  let current: Phase = {};
  let callOff: () => void = () => undefined;

  function begin(script: Script, since: number, first: boolean): void {
    const [phase, ...rest] = script;
    if (phase === undefined) throw new RangeError('A script needs at least one phase.');
    callOff();
    current = phase;
    enter(phase, since, first);
    if (phase.for === undefined || rest.length === 0) return;
    const until = since + phase.for * 1000;
    callOff = clock.at(until, () => begin(rest, until, false));
  }

  return {
    play: (script, since = clock.now().getTime()) => begin(script, since, true),
    phase: () => current,
    conditions: (side) => (current.side === undefined || current.side === side ? current : {}),
  };
}
