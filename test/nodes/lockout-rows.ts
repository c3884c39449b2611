/** What is seen of sign-ins that are refused in one hour, whichever way an appliance is signed in to. */
import assert from 'node:assert/strict';
import type { Simulator } from '../../simulator';
import type { ConnectionTestResult } from '../../src/appliance/test-connection/test-connection';
import type { FlowOptions } from './deployed-flow';
import { type MovedFlow, movedFlows } from './moved-flow';
import { password, poll, pollers, standIn, watchRefusals } from './refused-sign-ins';

export const basic = (user: string, secret: string) =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;

/** How an appliance is signed in to. */
export interface Way {
  title: string;
  appliance(simulator: Simulator): Record<string, unknown>;
  credentials(secret: string): Record<string, unknown>;
  /** Changes the password at the appliance. */
  change(simulator: Simulator): void;
}

const optionsOf = (way: Way, simulator: Simulator, secret: string): FlowOptions => ({
  appliance: way.appliance(simulator),
  credentials: way.credentials(secret),
  job: { action: 'wait', report: 'end' },
  nodes: pollers(),
});

function press(there: MovedFlow, way: Way, secret: string, force = false) {
  const { simulator } = there;
  const { host, port, ca: authority } = simulator;
  const config = { host, port: String(port), ...way.appliance(simulator) };
  const raw = { config, credentials: way.credentials(secret), tls: { ca: authority } };
  return there.testConnection(raw, force);
}

const outcomeOf = ({ steps, left, ask }: ConnectionTestResult) =>
  `${ask ? 'asks' : steps.at(-1)?.step} ${left}`;

/**
 * The tests of ways to sign in: of the first of them, and of all with `npm run test:lockout`. Each is
 * some hours of messages, ten seconds of computing.
 */
export function describeWays(ways: readonly Way[]): void {
  const startMoved = movedFlows();
  const tried = process.env.LOCKOUT_WAYS === 'all' ? ways : ways.slice(0, 1);

  for (const way of tried) {
    describe(way.title, function () {
      this.timeout(120_000);

      /** A flow whose wait has begun, after two minutes of messages. */
      async function startWaiting(secret: string) {
        const refusals = watchRefusals();
        const there = await startMoved((simulator) => optionsOf(way, simulator, secret), {
          ...standIn,
          onAnswer: refusals.onAnswer,
        });
        await there.send('wait');
        await poll(there, 2);
        return { there, refusals };
      }

      it('a wrong password, before and after a deploy', async () => {
        const { there, refusals } = await startWaiting('wrong');
        assert.equal(refusals.count(), 1);
        const pressed: string[] = [];
        for (const _time of [1, 2, 3]) pressed.push(outcomeOf(await press(there, way, 'wrong')));
        assert.deepEqual(pressed, ['signIn 0', 'asks 0', 'asks 0']);
        await poll(there, 10);
        await there.redeploy();
        await poll(there, 48);
        assert.ok(refusals.count() >= 4, `${refusals.count()} in the hour: it tries again`);
        assert.equal(refusals.most(), 2);
        assert.deepEqual(there.simulator.lockouts, []);
        await there.redeploy(optionsOf(way, there.simulator, password));
        await poll(there, 16);
        assert.equal(there.badges('appliance').at(-1), 'green dot ok');
      });

      it('a password that is changed at the appliance', async () => {
        const { there, refusals } = await startWaiting(password);
        assert.equal(refusals.count(), 0);
        way.change(there.simulator);
        there.simulator.expireSessions();
        await poll(there, 2);
        for (const _time of [1, 2, 3]) await press(there, way, password);
        await poll(there, 10);
        await there.redeploy();
        await poll(there, 46);
        assert.ok(refusals.count() >= 3, `${refusals.count()} in the hour`);
        assert.equal(refusals.most(), 2);
        assert.deepEqual(there.simulator.lockouts, []);
        const seen = { told: there.told(), ends: there.ends('wait') };
        assert.deepEqual(seen, { told: [], ends: 0 }, 'the wait goes on');
      });

      it('an outage in which it refuses good credentials: the wait goes on by itself', async () => {
        const { there, refusals } = await startWaiting(password);
        const { simulator } = there;
        await simulator.suspend();
        simulator.expireSessions();
        await poll(there, 2);
        simulator.answerWith('*', ({ authentication }) =>
          authentication === 'none'
            ? undefined
            : { status: 401, body: { error_type: 'UNAUTHENTICATED' } },
        );
        await simulator.resume();
        await poll(there, 10);
        assert.equal(refusals.count(), 2, 'one more after a minute');
        simulator.answerWith('*', undefined);
        await poll(there, 6);
        assert.equal(refusals.most(), 2);
        assert.equal(there.badges('appliance').at(-1), 'green dot ok');
        simulator.setScenario('found-succeeded');
        await poll(there, 1);
        assert.equal(there.ends('wait'), 1);
      });
    });
  }
}
