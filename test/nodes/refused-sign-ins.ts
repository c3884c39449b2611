/**
 * An hour of messages to one account, and the refusals that an appliance counts meanwhile: what the
 * tests share that say that no account is ever locked.
 */
import type { Flow } from 'node-red-node-test-helper';
import type { SimulatorOptions } from '../../simulator';
import type { AnswerReport } from '../../simulator/server/handle-request';
import type { SimulatedRequest } from '../../simulator/server/request-log';
import type { MovedFlow } from './moved-flow';

/** Seconds. */
export const minute = 60;

/** Single sign-on never locks its own administrator, so it is another user. */
export const username = 'node-red@vsphere.local';
export const password = 'VMware1!';

export const standIn: SimulatorOptions = {
  ...{ scenario: 'never-ending', username, password, rootPassword: password },
};

/** Notes each sign-in that an appliance refuses: when (s), by the user it was for. */
export function watchRefusals() {
  const refusals: { at: number; user: string }[] = [];
  const onAnswer = (request: SimulatedRequest, { status }: AnswerReport) => {
    const { authorization = '' } = request.headers;
    if (status !== 401 || authorization === '') return;
    const [user = ''] = Buffer.from(authorization.slice(6), 'base64').toString().split(':');
    refusals.push({ at: request.time.getTime() / 1000, user });
  };
  return {
    onAnswer,
    count: () => refusals.length,
    /** The most of one user within any fifteen minutes. */
    most() {
      const within = refusals.map(
        ({ at, user }) =>
          refusals.filter((other) => other.user === user && other.at >= at && other.at <= at + 900)
            .length,
      );
      return Math.max(0, ...within);
    },
  };
}

/** On a tab of their own, where nobody catches or looks: it is an hour of messages. */
const placed = { z: 'busy', x: 100, y: 100 };
export const jobs = Array.from({ length: 10 }, (_none, index) => `job ${index}`);

export function monitorOf(id: string, appliance: string, interval: string): Flow[number] {
  return {
    ...placed,
    ...{ id, type: 'vcenter-recovery-monitor', appliance, interval, overdueAfter: '0' },
    ...{ reconciliation: true, backup: false, restore: false, missedSchedule: false },
    wires: [[], [], [], []],
  };
}

/** Ten job nodes, a monitor that looks every five seconds, and a wait (the node `job`). */
export const pollers = (appliance = 'appliance', prefix = ''): Flow => [
  ...(prefix === '' ? [{ id: 'busy', type: 'tab', label: 'Busy' }] : []),
  ...jobs.map((id) => ({
    ...placed,
    ...{ id: `${prefix}${id}`, type: 'vcenter-reconciliation-job', appliance, action: 'get' },
    ...{ errorOutput: true, outputs: 5 },
    wires: [[], [], [], [], []],
  })),
  monitorOf(`${prefix}monitor`, appliance, '5'),
];

/** Lets so many minutes pass, while each of the job nodes is sent a message every two seconds. */
export async function poll(
  there: MovedFlow,
  minutes: number,
  nodes: readonly string[] = jobs,
): Promise<void> {
  const end = there.time.now() + minutes * minute * 1000;
  while (there.time.now() < end) {
    for (const node of nodes) there.receive({}, node);
    await there.time.pass(2);
  }
}
