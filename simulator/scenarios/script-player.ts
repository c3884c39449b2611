import type { Side } from '../protocol/routes';
import type { SimulatedClock } from '../time/clock';
import type { Phase, Script } from './script';

export type ScriptPlayer = ReturnType<typeof createScriptPlayer>;

/**
 * Creates what plays scripts, phase by phase, on the simulated clock. `onPhase` is called as each
 * phase begins, with the simulated time (epoch milliseconds) at which it began and whether it is the
 * first of its script.
 */
export function createScriptPlayer(
  clock: SimulatedClock,
  onPhase: (phase: Phase, since: number, isFirst: boolean) => void,
) {
  let current: Phase = {};
  let cancelNext: () => void = () => undefined;

  function begin(script: Script, since: number, isFirst: boolean): void {
    const [phase, ...rest] = script;
    if (phase === undefined) throw new RangeError('A script needs at least one phase.');
    cancelNext();
    current = phase;
    onPhase(phase, since, isFirst);
    if (phase.for === undefined || rest.length === 0) return;
    const until = since + phase.for * 1000;
    cancelNext = clock.at(until, () => begin(rest, until, false));
  }

  return {
    /**
     * Drops the present script and begins this one, now or at a time of the past.
     * @throws {RangeError} for a script without a phase
     */
    play: (script: Script, since = clock.now().getTime()) => begin(script, since, true),
    phase: () => current,
    /** The trouble and the delay of the present phase, as far as they affect this side. */
    conditions: (side: Side): Pick<Phase, 'trouble' | 'delay'> =>
      current.side === undefined || current.side === side ? current : {},
  };
}
