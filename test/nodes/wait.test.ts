import assert from 'node:assert/strict';
import type { Flow } from 'node-red-node-test-helper';
import type { Script } from '../../simulator';
import type { FlowOptions } from './deployed-flow';
import { type MovedFlow, movedFlows } from './moved-flow';

const get = 'reconciliation.job.get';

const running = (from: number, to = from) => ({
  status: 'RUNNING' as const,
  progress: [from, to] as const,
});
const runsFor = (seconds: number): Script => [
  { for: seconds, job: running(0, 100) },
  { job: { status: 'SUCCEEDED' } },
];
/** A reconciliation that begins by itself after so many seconds. */
const appearsAfter = (seconds: number): Script => [
  { for: seconds, job: 'none' },
  { for: 20, job: running(0, 100) },
  { job: { status: 'SUCCEEDED' } },
];
const standsStill: Script = [{ job: { status: 'RUNNING', progress: 42 } }];

const variable = (name: string) => `$\{${name}}`;

describe('A job node that waits', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  async function waiting(
    scenario: string | Script,
    job: Record<string, unknown> = {},
    more: FlowOptions = {},
  ): Promise<MovedFlow> {
    there = await startMoved({ ...more, job: { action: 'wait', ...job } }, { scenario });
    return there;
  }

  const asked = () => there.simulator.counters().byOperation[get] ?? 0;

  describe('until its job has ended', () => {
    const ends: [string, Script | string, string][] = [
      ['succeeded', runsFor(20), 'a succeeded'],
      ['failed', 'running-to-failed', 'a failed'],
    ];
    for (const [title, scenario, end] of ends) {
      it(`tells that it runs, and that it ${title}`, async () => {
        await waiting(scenario);
        await there.send('a');
        assert.deepEqual(there.told(), ['a running']);
        assert.equal(there.ends('a'), 0);
        await there.time.pass(15);
        assert.deepEqual(there.told(), []);
        await there.time.pass(10);
        assert.deepEqual(there.told(), [end]);
        assert.equal(there.ends('a'), 1);
        const looks = asked();
        await there.time.pass(60);
        assert.equal(asked(), looks, 'nobody asks any more');
      });
    }

    it('the end is the message that came, with job and payload of its last look', async () => {
      await waiting(runsFor(20));
      await there.send('a', { topic: 'mine', statusCode: 200, fault: { code: 'OLD' } });
      there.told();
      const report = there.last('a');
      assert.equal(report.job?.state, 'running');
      await there.time.pass(25);
      there.told();
      const { topic, statusCode, fault, job, payload } = there.last('a');
      assert.deepEqual(
        { topic, statusCode, fault },
        { topic: 'mine', statusCode: 200, fault: undefined },
      );
      assert.equal(job?.state, 'succeeded');
      assert.equal(job?.progress, 100);
      assert.equal((payload as { status: string }).status, 'SUCCEEDED');
      assert.equal(report.job?.state, 'running', 'the report is a message of its own');
    });

    it('looks every `interval` seconds', async () => {
      await waiting(standsStill, { interval: '20' });
      await there.send('a');
      await there.time.pass(210);
      assert.equal(asked(), 11);
    });

    const intervals: [string, number][] = [
      ['0', 1],
      ['0.1', 1],
      ['', 5],
    ];
    for (const [interval, seconds] of intervals) {
      it(`takes the interval "${interval}" for ${seconds} s`, async () => {
        await waiting(standsStill, { interval });
        await there.send('a');
        await there.time.pass(60);
        const most = 60 / (seconds * 0.9) + 2;
        assert.ok(asked() >= 60 / seconds && asked() <= most, `${asked()} looks in 60 s`);
      });
    }
  });

  describe('for a job that is not there', () => {
    it('ends at once on not found', async () => {
      await waiting('none');
      await there.send('a');
      assert.deepEqual(there.told(), ['a not found']);
      assert.equal(there.ends('a'), 1);
    });
    it('bears it for as long as `appear` says, and takes the one that appears', async () => {
      await waiting(appearsAfter(50), { appear: '60' });
      await there.send('a');
      await there.time.pass(45);
      assert.deepEqual(there.told(), []);
      await there.time.pass(15);
      assert.deepEqual(there.told(), ['a running']);
      await there.time.pass(20);
      assert.deepEqual(there.told(), ['a succeeded']);
    });
    it('ends on not found when none has appeared', async () => {
      await waiting('none', { appear: '60' });
      await there.send('a');
      await there.time.pass(54);
      assert.deepEqual(there.told(), []);
      await there.time.pass(12);
      assert.deepEqual(there.told(), ['a not found']);
      assert.equal(there.last('a').job?.state, 'not-found');
    });
    it('ends as lost where it ran before, with its last look', async () => {
      await waiting([{ for: 30, job: running(42) }, { job: 'none' }]);
      await there.send('a');
      await there.time.pass(50);
      assert.deepEqual(there.told(), ['a running']);
      await there.time.pass(20);
      assert.deepEqual(there.told(), ['a not found']);
      const { job, payload } = there.last('a');
      assert.equal(job?.state, 'lost');
      assert.equal(job?.progress, 42);
      assert.match(job?.text ?? '', /How it ended is not known/);
      assert.equal((payload as { status: string }).status, 'RUNNING');
      assert.equal(there.badges().at(-1), 'grey ring lost');
    });
  });

  describe('for a job that had ended before', () => {
    it('takes it for an answer (accept, as a rule)', async () => {
      await waiting('found-failed');
      await there.send('a');
      assert.deepEqual(there.told(), ['a failed']);
    });
    it('does not (ignore)', async () => {
      await waiting('found-succeeded', { ended: 'ignore' });
      await there.send('a');
      assert.deepEqual(there.told(), ['a not found']);
      assert.match(there.last('a').job?.text ?? '', /had already ended/);
    });
    it('but for the one that msg.job names, nothing else counts (ignore)', async () => {
      await waiting(
        'found-succeeded',
        { ended: 'ignore' },
        {
          nodes: [
            {
              id: 'get',
              z: 'tab',
              type: 'vcenter-reconciliation-job',
              appliance: 'appliance',
              action: 'get',
              wires: [['job'], ['job'], [], []],
            },
          ],
        },
      );
      await there.send('a', {}, 'get');
      assert.deepEqual(there.told(), ['a succeeded']);
    });
    it('msg.job of another appliance or kind names none', async () => {
      await waiting('found-succeeded', { ended: 'ignore' });
      const job = { kind: 'reconciliation', appliance: { id: 'appliance' }, state: 'succeeded' };
      await there.send('a', { job: { ...job, appliance: { id: 'another' } } });
      await there.send('b', { job: { ...job, kind: 'restore' } });
      await there.send('c', { job: { ...job, state: 'dancing' } });
      await there.send('d', { job });
      assert.deepEqual(there.told(), ['a not found', 'b not found', 'c not found', 'd succeeded']);
    });
  });

  describe('reports', () => {
    const course: Script = [{ for: 40, job: running(0, 10) }, { job: { status: 'SUCCEEDED' } }];
    it('state: the first look and the end', async () => {
      await waiting(course, { report: 'state' });
      await there.send('a');
      await there.time.pass(50);
      assert.deepEqual(there.told(), ['a running', 'a succeeded']);
    });
    it('end: nothing else', async () => {
      await waiting(course, { report: 'end' });
      await there.send('a');
      await there.time.pass(50);
      assert.deepEqual(there.told(), ['a succeeded']);
    });
    it('progress: each whole percent', async () => {
      await waiting(course, { report: 'progress', interval: '1' });
      await there.send('a');
      await there.time.pass(50);
      const reports = there.told();
      // 0 to 10 % in 40 s, looked at every second: none is missed, none is told twice.
      assert.equal(reports.length, 11, reports.join());
      assert.equal(reports.at(-1), 'a succeeded');
    });
    it('every: each look', async () => {
      await waiting(course, { report: 'every', interval: '10' });
      await there.send('a');
      await there.time.pass(36);
      assert.deepEqual(there.told(), Array(4).fill('a running'));
      await there.time.pass(20);
      assert.deepEqual(there.told().at(-1), 'a succeeded');
    });
    it('a job that stands still, once', async () => {
      await waiting(standsStill, { stalledAfter: '60' });
      await there.send('a');
      assert.deepEqual(there.told(), ['a running']);
      assert.equal(there.last('a').job?.stalled, undefined);
      await there.time.pass(70);
      assert.deepEqual(there.told(), ['a running']);
      assert.equal(there.last('a').job?.stalled, true);
      assert.match(there.last('a').job?.text ?? '', /no progress for 1 min/);
      await there.time.pass(600);
      assert.deepEqual(there.told(), []);
    });
  });

  describe('for a job that another message waits for already', () => {
    it('join: gets the end only', async () => {
      await waiting(runsFor(20));
      await there.send('a');
      await there.send('b');
      await there.send('c');
      assert.deepEqual(there.told(), ['a running']);
      await there.time.pass(25);
      assert.deepEqual(there.told(), ['a succeeded', 'b succeeded', 'c succeeded']);
    });
    it('join: each message has a job and payload of its own', async () => {
      await waiting(runsFor(20));
      await there.send('a');
      await there.send('b');
      await there.time.pass(25);
      there.told();
      const { job, payload } = there.last('a');
      assert.deepEqual(there.last('b').job, job);
      assert.notEqual(there.last('b').job, job);
      assert.deepEqual(there.last('b').payload, payload);
      assert.notEqual(there.last('b').payload, payload);
    });
    it('join: each gets the fault, too', async () => {
      await waiting('forbidden', { appear: '60' });
      there.simulator.setScenario('none');
      await there.send('a');
      await there.send('b');
      there.simulator.setScenario('forbidden');
      await there.time.pass(10);
      assert.deepEqual(there.told(), ['a catch NOT_AUTHORIZED', 'b catch NOT_AUTHORIZED']);
      assert.deepEqual(there.last('a').fault, there.last('b').fault);
      assert.notEqual(there.last('a').fault?.messages, there.last('b').fault?.messages);
    });
    it('refuse: REFUSED, and the first goes on', async () => {
      const stands: Script = [{ for: 20, job: running(42) }, { job: { status: 'SUCCEEDED' } }];
      await waiting(stands, { whenBusy: 'refuse' });
      await there.send('a');
      await there.send('b');
      assert.deepEqual(there.told(), ['a running', 'b catch REFUSED']);
      assert.match(
        there.last('b').fault?.text ?? '',
        /is already waiting for the reconciliation of vc-a/,
      );
      assert.equal(there.badges().at(-1), 'red ring refused');
      await there.time.pass(6);
      assert.deepEqual(there.badges(), ['blue dot 42 %'], 'the badge is the wait again');
      await there.time.pass(20);
      assert.deepEqual(there.told(), ['a succeeded']);
    });
  });

  describe('with msg.stop', () => {
    it('ends the wait with done() and no message, those who joined included', async () => {
      await waiting(standsStill);
      await there.send('a');
      await there.send('b');
      there.told();
      await there.send('stop', { stop: true });
      assert.deepEqual([there.ends('a'), there.ends('b'), there.ends('stop')], [1, 1, 1]);
      assert.equal(there.badges().at(-1), '', 'no badge');
      const looks = asked();
      await there.time.pass(60);
      assert.deepEqual(there.told(), []);
      assert.equal(asked(), looks);
    });
    it('only where it is true', async () => {
      await waiting(standsStill);
      await there.send('a');
      for (const stop of [false, 'true', 1, 'yes']) await there.send(`b ${stop}`, { stop });
      assert.equal(there.ends('a'), 0);
    });
    it('with nothing to stop, does nothing', async () => {
      await waiting(standsStill);
      await there.send('stop', { stop: true });
      assert.deepEqual(there.told(), []);
      assert.equal(there.ends('stop'), 1);
      assert.equal(there.simulator.counters().requests, 0);
    });
    it('a wait can begin anew', async () => {
      await waiting(runsFor(20));
      await there.send('a');
      await there.send('stop', { stop: true });
      await there.send('b');
      await there.time.pass(25);
      assert.deepEqual(there.told(), ['a running', 'b running', 'b succeeded']);
    });
    it('ends those of the appliance that it names only', async () => {
      there = await startMoved(
        ({ host, port, username, password, ca }) => ({
          job: { action: 'wait', target: 'vc', targetType: 'msg' },
          nodes: [
            {
              id: 'second',
              type: 'vcenter-appliance',
              name: 'vc-b',
              host,
              port,
              tls: 'tls',
              proxyMode: 'none',
            },
          ],
          nodeCredentials: { second: { username, password }, tls: { cadata: ca } },
        }),
        { scenario: standsStill },
      );
      await there.send('a', { vc: 'vc-a' });
      await there.send('b', { vc: 'vc-b' });
      assert.deepEqual(there.told(), ['a running', 'b running']);
      await there.send('stop', { stop: true, vc: 'vc-b' });
      assert.deepEqual([there.ends('a'), there.ends('b')], [0, 1]);
    });
  });

  describe('with a timeout', () => {
    it('gives up, with msg.job of its last look', async () => {
      await waiting(standsStill, { timeout: '60' });
      await there.send('a');
      await there.time.pass(59.9);
      assert.deepEqual(there.told(), ['a running']);
      await there.time.pass(0.2);
      assert.deepEqual(there.told(), ['a catch WAIT_TIMED_OUT']);
      const { job, fault, payload } = there.last('a');
      assert.equal(job?.state, 'running');
      assert.equal(job?.progress, 42);
      assert.equal(fault?.retryable, false);
      assert.match(fault?.text ?? '', /^The wait ended after 1 min, before the job did/);
      assert.equal(payload, 'as it came');
      assert.equal(there.badges().at(-1), 'red ring wait-timed-out');
    });
    it('a job that ends just before it is seen to', async () => {
      await waiting(runsFor(59), { timeout: '60', interval: '50' });
      await there.send('a');
      await there.time.pass(61);
      assert.deepEqual(there.told(), ['a running', 'a succeeded']);
    });
    it('holds while the appliance is out of reach, too', async () => {
      await waiting([{ trouble: 'refused' }], { timeout: '60' });
      await there.send('a');
      await there.time.pass(61);
      assert.deepEqual(there.told(), ['a catch WAIT_TIMED_OUT']);
      assert.equal(there.last('a').job, undefined);
    });
  });

  describe('with errorOutput', () => {
    it('faults leave by the fifth output, with done() and without Catch', async () => {
      await waiting(standsStill, { timeout: '60', errorOutput: true, outputs: 5 });
      await there.send('a');
      await there.send('b');
      await there.time.pass(61);
      assert.deepEqual(there.told(), [
        'a running',
        'a error WAIT_TIMED_OUT',
        'b error WAIT_TIMED_OUT',
      ]);
      assert.equal(there.last('a').error, undefined);
    });
  });

  describe('with settings that cannot be', () => {
    const rows: Record<string, unknown>[] = [
      { interval: 'soon' },
      { timeout: variable('WAIT_TIMEOUT_NOT_SET') },
      { report: 'loudly' },
      { ended: 'perhaps' },
      { whenBusy: 'queue' },
    ];
    for (const job of rows) {
      it(`${JSON.stringify(job)}: NOT_CONFIGURED, and nobody is asked`, async () => {
        await waiting(standsStill, job);
        await there.send('a');
        assert.deepEqual(there.told(), ['a catch NOT_CONFIGURED']);
        assert.equal(there.simulator.counters().requests, 0);
      });
    }
  });

  describe('shows', () => {
    it('the progress while it waits, then the end', async () => {
      await waiting(standsStill);
      await there.send('a');
      assert.deepEqual(there.badges(), ['blue dot waiting', 'blue dot 42 %']);
      await there.time.pass(60);
      assert.deepEqual(there.badges(), [], 'nothing new, nothing shown');
      there.simulator.setScenario('found-succeeded');
      await there.time.pass(40);
      assert.equal(there.badges().at(-1), 'grey ring lost', 'another job took its place');
    });
    it('a count in front where several wait', async () => {
      there = await startMoved(
        ({ host, port, username, password, ca }) => ({
          job: { action: 'wait', target: 'vc', targetType: 'msg' },
          nodes: [
            {
              id: 'second',
              type: 'vcenter-appliance',
              name: 'vc-b',
              host,
              port,
              tls: 'tls',
              proxyMode: 'none',
            },
          ],
          nodeCredentials: { second: { username, password }, tls: { cadata: ca } },
        }),
        { scenario: standsStill },
      );
      await there.send('a', { vc: 'vc-a' });
      await there.send('b', { vc: 'vc-b' });
      assert.equal(there.badges().at(-1), 'blue dot 2: 42 %');
      await there.send('stop', { stop: true, vc: 'vc-b' });
      assert.equal(there.badges().at(-1), 'blue dot waiting');
      await there.time.pass(6);
      assert.equal(there.badges().at(-1), 'blue dot 42 %');
    });
    it('nothing once it is closed', async () => {
      await waiting(standsStill);
      await there.send('a');
      await there.redeploy({ job: { action: 'wait', d: true } });
      await there.time.pass(20);
      assert.equal(there.badges().at(-1), '');
    });
  });

  describe('fifty of them at one appliance, each with an interval of its own', () => {
    const names = Array.from({ length: 50 }, (_, index) => `wait ${index + 2}`);
    const waits = (without?: string): Flow =>
      names
        .filter((name) => name !== without)
        .map((name, index) => ({
          id: name,
          z: 'tab',
          type: 'vcenter-reconciliation-job',
          action: 'wait',
          appliance: 'appliance',
          interval: name.slice('wait '.length),
          wires: [['running'], ['succeeded'], ['failed'], ['not found']],
          y: index,
        }));

    beforeEach(async () => {
      there = await startMoved({ nodes: waits() }, { scenario: runsFor(300) });
      for (const name of names) await there.send(name, {}, name);
      assert.deepEqual(
        there.told(),
        names.map((name) => `${name} running`),
      );
    });

    it('all deliver, for what the shortest interval costs', async () => {
      const before = asked();
      await there.time.pass(201);
      assert.equal(asked() - before, 100);
      await there.time.pass(109);
      assert.deepEqual(there.told().sort(), names.map((name) => `${name} succeeded`).sort());
      assert.equal(there.simulator.counters().logins, 1);
    });

    it('removing one disturbs none', async () => {
      await there.time.pass(100);
      await there.redeploy({ nodes: waits('wait 2') }, 'nodes');
      assert.equal(there.ends('wait 2'), 1, 'it ends without a message');
      const before = asked();
      await there.time.pass(100);
      const looks = asked() - before;
      assert.ok(looks >= 33 && looks <= 39, `${looks} looks in 100 s, now every 3 s`);
      await there.time.pass(120);
      const others = names.filter((name) => name !== 'wait 2');
      assert.deepEqual(there.told().sort(), others.map((name) => `${name} succeeded`).sort());
      assert.equal(there.simulator.counters().logins, 1);
    });
  });
});
