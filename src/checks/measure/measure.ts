/**
 * Measures an appliance for the checks: each part at most once in `maxAge`, one measurement of an
 * appliance at a time, for all nodes and messages together.
 */

import type { Deadline } from '../../appliance/calls/deadline';
import type { Appliance } from '../../appliance/client';
import type { Clock } from '../../clock';
import type { EndedBackups } from '../../jobs/backups/entries';
import { planVersion } from '../../jobs/schedule/plan';
import type { Slots } from '../../slots';
import { type ArchiveLocation, keyOfLocation } from './archive';
import { lanes, type Outcome, outcomeOf, type PartName, type Parts, parts } from './parts';

/** An appliance that can be measured. */
export interface Measurable {
  appliance: Appliance;
  clock: Clock;
  /** Backups that need no request any more. */
  ended: EndedBackups;
}

export interface MeasureOptions {
  /** For all requests to this appliance together, in milliseconds. */
  timeout: number;
  /** How old (ms) a measurement may be, a failed one too; 0: nothing is used again. */
  maxAge: number;
  /** How many appliances are asked at once. */
  parallel: number;
  slots: Slots;
  /** Where the latest successful backup is looked for. */
  location?: ArchiveLocation | undefined;
}

/** What was measured of an appliance; a part that was not read is left out. */
export interface Measured {
  parts: Readonly<{ [Name in PartName]?: Outcome<Parts[Name]> }>;
  /** When the appliance was last asked (epoch ms by our clock). */
  at: number;
  /** How long that took, in seconds. */
  seconds: number;
}

interface Kept<Value> {
  outcome: Outcome<Value>;
  /** When it was begun (ms on the clock that never goes back). */
  begun: number;
}

type KeptParts = { [Name in PartName]?: Kept<Parts[Name]> };

interface State {
  kept: KeptParts;
  running: Promise<void> | undefined;
  at: number;
  seconds: number;
}

/** Until a restart, or a deploy of that appliance. */
const states = new WeakMap<Appliance, State>();

function stateOf(appliance: Appliance): State {
  const known = states.get(appliance);
  if (known !== undefined) return known;
  const state: State = { kept: {}, running: undefined, at: 0, seconds: 0 };
  states.set(appliance, state);
  return state;
}

/** The appliance, but that every answer has to be there by the deadline. */
function withDeadline(appliance: Appliance, deadline: Deadline): Appliance {
  return {
    ...appliance,
    call: (operation, options) => appliance.call(operation, { ...options, deadline }),
  };
}

function keepOf<Name extends PartName>(name: Name, value: Parts[PartName]): number {
  return parts[name].keep?.(value as Parts[Name]) ?? 0;
}

function keptValue<Value>(part: Kept<Value> | undefined): Value | undefined {
  return part !== undefined && 'value' in part.outcome ? part.outcome.value : undefined;
}

function isFailed(outcome: Outcome<unknown> | undefined): boolean {
  return outcome !== undefined && 'fault' in outcome;
}

/**
 * @param names of the parts that are needed, besides `reach`.
 * @returns what is known of them then. Where `reach` failed, nothing else was asked.
 */
export async function measure(
  { appliance, clock, ended }: Measurable,
  names: ReadonlySet<PartName>,
  { timeout, maxAge, parallel, slots, location }: MeasureOptions,
): Promise<Measured> {
  const state = stateOf(appliance);
  const { kept } = state;
  const asked = clock.now();
  const key = location === undefined ? '' : keyOfLocation(location);

  function isFresh(name: PartName): boolean {
    const part = kept[name];
    if (part === undefined) return false;
    if (name === 'archive' && keptValue(kept.archive)?.key !== key) return false;
    const version = keptValue(kept.plan)?.version ?? planVersion(appliance);
    if (name === 'plan' && version !== planVersion(appliance)) return false;
    // Begun for another message, but after this one had come: no older than its own would be.
    if (part.begun >= asked) return true;
    if (maxAge === 0) return false;
    const keep = 'value' in part.outcome ? keepOf(name, part.outcome.value) : 0;
    return clock.now() - part.begun <= Math.max(maxAge, keep);
  }

  function isComplete(): boolean {
    if (!isFresh('reach')) return false;
    return isFailed(kept.reach?.outcome) || [...names].every(isFresh);
  }

  async function readPart<Name extends PartName>(name: Name, limited: Appliance): Promise<void> {
    const begun = clock.now();
    const source = {
      ...{ deployed: appliance, appliance: limited, clock, ended, location },
      reached: keptValue(kept.reach),
      entries: keptValue(kept.entries) ?? [],
    };
    const outcome = await outcomeOf(parts[name].read(source));
    (kept as Record<PartName, Kept<unknown>>)[name] = { outcome, begun };
  }

  async function readAll(): Promise<void> {
    const begun = clock.now();
    const limited = withDeadline(appliance, appliance.deadline(timeout));
    if (!isFresh('reach')) await readPart('reach', limited);
    if (!isFailed(kept.reach?.outcome)) {
      await Promise.all(
        lanes.map(async (lane) => {
          for (const name of lane) {
            if (names.has(name) && !isFresh(name)) await readPart(name, limited);
          }
        }),
      );
    }
    state.at = clock.wallNow();
    state.seconds = (clock.now() - begun) / 1000;
  }

  while (!isComplete()) {
    if (state.running === undefined) {
      state.running = slots.run(parallel, readAll).finally(() => {
        state.running = undefined;
      });
      await state.running;
      break;
    }
    await state.running;
  }
  const wanted: PartName[] = ['reach', ...(isFailed(kept.reach?.outcome) ? [] : names)];
  return {
    parts: Object.fromEntries(
      wanted.flatMap((name) => {
        const part = kept[name];
        return part === undefined ? [] : [[name, part.outcome]];
      }),
    ),
    at: state.at,
    seconds: state.seconds,
  };
}
