/**
 * An appliance that makes backups by a story of four weeks, and all that reports a late one: two
 * monitors (one reports missed runs, too) and a check of the age, in one flow in a real Node-RED.
 */
import helper, { type Flow } from 'node-red-node-test-helper';
import { type Simulator, startSimulator } from '../../simulator';
import type { TlsMaterial } from '../../simulator/server/certificates';
import { daysOfWeek } from '../../simulator/time/recurrence';
import type { Verdict } from '../../src/checks/verdict';
import type { Schedule } from '../../src/jobs/schedule/due-times';
import type { SimulatedBackup, Weeks } from '../src/jobs/schedule/simulated-weeks';
import { applianceCredentials, applianceNodes } from './appliance-in-flow';
import type { SeenMessage } from './deployed-flow';
import { loadNodes } from './load-nodes';
import { type MovedTime, moveTime } from './moved-time';
import { applianceModule } from './process-wide';
import { inTime, setFlows } from './set-flows';

const modules = [
  require('../../nodes/vcenter-recovery-monitor'),
  require('../../nodes/vcenter-recovery-check'),
  require('@node-red/nodes/core/common/25-catch.js'),
  require('@node-red/nodes/core/network/05-tls.js'),
];

/** What was reported at a moment (epoch ms). */
export interface Look {
  at: number;
  /** The jobs that each monitor reported: their state, or why they need attention. */
  missedAndOverdue: string[];
  overdue: string[];
  /** The status of the verdict; with its text, where it is not ok. */
  age: string;
  faults: string[];
}

const placed = { z: 'tab', x: 100, y: 100 };

const monitorOf = (id: string, missedSchedule: boolean): Flow[number] => ({
  ...{ ...placed, id, type: 'vcenter-recovery-monitor', name: '', appliance: 'appliance' },
  ...{ reconciliation: false, backup: true, restore: false, interval: '60' },
  ...{ overdueAfter: 'schedule', missedSchedule, grace: '60', reportAtStart: false },
  wires: Array(4).fill([`from ${id}`]),
});

const flowOf = (simulator: Simulator): Flow => [
  { id: 'tab', type: 'tab', label: 'Backups' },
  ...applianceNodes(simulator),
  monitorOf('missed and overdue', true),
  monitorOf('overdue', false),
  {
    ...{ ...placed, id: 'age', type: 'vcenter-recovery-check', name: '', appliance: 'appliance' },
    ...{ target: '', targetType: 'appliance', checks: 'age', outputs: 4 },
    wires: Array(4).fill(['from age']),
  },
  { ...placed, id: 'catch', type: 'catch', scope: null, wires: [['from catch']] },
  ...['missed and overdue', 'overdue', 'age', 'catch'].map((id) => ({
    ...{ ...placed, id: `from ${id}`, type: 'helper', wires: [] },
  })),
];

/** Sundays first, as schedules of this package have them. */
const dayNames = [...daysOfWeek.slice(-1), ...daysOfWeek.slice(0, -1)];

/** @returns what lets an appliance have the schedule and the backups that it has at a moment. */
function createStory(simulator: Simulator, { backups, planAt }: Weeks): (at: number) => void {
  const running = new Map<SimulatedBackup, string>();
  let current: Schedule | undefined;
  let done = 0;

  function addBackup(backup: SimulatedBackup, at: number): void {
    const { type, start, end } = backup;
    const startTime = new Date(start);
    if (end > at) {
      running.set(backup, simulator.backups.add({ type, startTime, state: 'INPROGRESS' }));
    } else {
      simulator.backups.add({ type, startTime, endTime: new Date(end) });
    }
  }

  return (at) => {
    const { timeZone, schedules } = planAt(at);
    const [schedule] = schedules;
    if (schedule !== undefined && schedule !== current) {
      const { hour, minute, days: numbers } = schedule;
      const days = numbers.flatMap((number) => dayNames[number] ?? []);
      simulator.setTimeZone(timeZone);
      simulator.schedules.set('default', { recurrence_info: { hour, minute, days } });
      current = schedule;
    }
    for (const [backup, id] of running) {
      if (backup.end > at) continue;
      running.delete(backup);
      simulator.backups.remove(id);
      addBackup(backup, at);
    }
    for (; (backups[done]?.start ?? at) < at; done += 1) {
      const backup = backups[done];
      if (backup !== undefined) addBackup(backup, at);
    }
  };
}

export interface LateFlow {
  /** Lets it be a moment (epoch ms) at which everybody looks. */
  lookAt(moment: number): Promise<Look>;
  /** @param failed whether nobody knows what is under way. */
  close(failed: boolean): Promise<void>;
}

/**
 * Starts the appliance and the flow; both monitors have looked once when it resolves.
 *
 * @param tls valid by the time of the machine.
 * @param at epoch ms.
 */
export async function startLateFlow(weeks: Weeks, tls: TlsMaterial, at: number): Promise<LateFlow> {
  const time: MovedTime = moveTime({ start: at });
  const simulator = await startSimulator({
    ...{ scenario: 'none', history: 0, validate: false, tls },
    ...time.standIn,
  });
  // What it does by itself at a time that the clocks skip or show twice, is one of several habits.
  simulator.schedules.suspend();
  const tell = createStory(simulator, weeks);
  tell(at);
  const credentials = applianceCredentials(simulator);
  await loadNodes([applianceModule(time.clock), ...modules], [], {});
  await setFlows(flowOf(simulator), 'full', credentials);
  let look: Look = { at, missedAndOverdue: [], overdue: [], age: '', faults: [] };
  const onInput = (id: string, listener: (message: SeenMessage) => void) =>
    helper.getNode(`from ${id}`).on('input', listener);
  const wordOf = ({ job }: SeenMessage) => job?.reason ?? job?.state ?? '';
  onInput('missed and overdue', (message) => look.missedAndOverdue.push(wordOf(message)));
  onInput('overdue', (message) => look.overdue.push(wordOf(message)));
  onInput('age', ({ verdict }) => {
    const { status, text } = verdict as Verdict;
    look.age = status === 'ok' ? status : `${status}: ${text}`;
  });
  onInput('catch', ({ fault, error }) =>
    look.faults.push(fault?.text ?? error?.message ?? 'an error'),
  );
  await time.quiet();

  return {
    async lookAt(moment) {
      look = { at: moment, missedAndOverdue: [], overdue: [], age: '', faults: [] };
      tell(moment);
      await time.skipTo(moment);
      helper.getNode('age').receive({});
      await time.quiet();
      return look;
    },
    async close(failed) {
      if (failed) {
        time.abandon();
        await simulator.stop();
      }
      await inTime(time, () => setFlows([], 'full', {}));
      await helper.unload();
      await simulator.stop();
      time.restore();
    },
  };
}
