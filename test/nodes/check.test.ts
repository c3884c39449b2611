/** What a `vcenter-recovery-check` node makes of its settings, messages and answers. */
import assert from 'node:assert/strict';
import {
  type Simulator,
  specificationPath,
  startSimulator,
  validateRequest,
} from '../../simulator';
import { type CheckFlow, type CheckMessage, deployCheck } from './check-flow';
import { operationsAsked } from './recovery-flow';

/** The checks of a message by name, each with its status. */
function statuses({ verdict }: CheckMessage): Record<string, string> {
  return Object.fromEntries((verdict?.checks ?? []).map(({ name, status }) => [name, status]));
}

/** The operations that tests answer otherwise than the stand-in. */
const answeredOtherwise = [
  ...(['*', 'system.version', 'backup.job.list', 'restore.job.get'] as const),
  'backup.system-name.list',
] as const;

describe('vcenter-recovery-check', () => {
  let simulator: Simulator;
  let other: Simulator;
  let flow: CheckFlow;

  before(async () => {
    simulator = await startSimulator({ scenario: 'none', history: 8 });
    other = await startSimulator({ scenario: 'none' });
  });
  after(() => Promise.all([simulator.stop(), other.stop()]));
  beforeEach(() => {
    simulator.resetCounters();
    other.resetCounters();
  });
  afterEach(async () => {
    for (const one of [simulator, other]) {
      for (const operation of answeredOtherwise) one.answerWith(operation, undefined);
    }
    await flow.close();
  });

  const both = () => [
    { name: 'vc-a', simulator },
    { name: 'vc-b', simulator: other },
  ];
  const deploy = (node?: Record<string, unknown>) =>
    deployCheck([{ name: 'vc-a', simulator }], node);
  /** Holds the requests against the published specification, where it is at hand. */
  function isAsSpecified(): void {
    if (specificationPath() === undefined) return;
    for (const request of operationsAsked(simulator)) {
      const { method, path, query, body } = request;
      // Of those the specification at hand knows nothing.
      if (!path.includes('/recovery/')) continue;
      const target = `${query}` === '' ? path : `${path}?${query}`;
      assert.deepEqual(validateRequest(method, target, body), []);
    }
  }
  const asked = (of = simulator) => operationsAsked(of).map(({ operation }) => operation);

  describe('calls a healthy vCenter ok', () => {
    for (const connection of ['api', 'rest', 'management'] as const) {
      it(`by ${connection}, with at most 12 requests from cold`, async () => {
        const isManagement = connection === 'management';
        const port = String(isManagement ? simulator.managementPort : simulator.port);
        const root = { username: 'root', password: simulator.rootPassword };
        const properties = { connection, port };
        flow = await deployCheck([
          { name: 'vc-a', simulator, properties, credentials: isManagement ? root : {} },
        ]);
        const message = await flow.sendOne();
        assert.equal(message.by, 0, message.verdict?.text);
        assert.deepEqual(statuses(message), {
          ...{ reach: 'ok', certificate: 'ok', schedule: 'ok', age: 'ok', last: 'ok' },
          // Five thousand and four hundred and eighty does not offer these.
          ...{ usual: 'ok', jobs: 'skipped', health: isManagement ? 'skipped' : 'ok' },
        });
        assert.ok(simulator.counters().requests <= 12, `${simulator.counters().requests} requests`);
        isAsSpecified();
      });
    }
  });

  it('says what it measured, of which appliance, and by which schedule', async () => {
    flow = await deploy();
    const { verdict, payload, topic } = await flow.sendOne({ topic: 'as it came' });
    assert.equal(topic, 'vc-a');
    assert.deepEqual(payload, verdict);
    assert.equal(verdict?.version, '8.0.2.00100');
    assert.deepEqual(verdict?.appliance, {
      ...{ id: 'id of vc-a', name: 'vc-a', host: '127.0.0.1' },
    });
    const { backup, schedule } = verdict ?? {};
    assert.equal(backup?.running, false);
    assert.equal(backup?.type, 'SCHEDULED');
    assert.deepEqual([schedule?.id, schedule?.enabled], ['default', true]);
    assert.ok(Date.parse(schedule?.nextDue ?? '') < Date.parse(schedule?.overdueFrom ?? ''));
    const ofNode = flow.badges().filter((text) => text.startsWith('vcenter-recovery-check'));
    assert.deepEqual(ofNode, [
      ...['vcenter-recovery-check.status.asking', 'vcenter-recovery-check.status.ok'],
    ]);
  });

  describe('asks once', () => {
    it('and uses the answers again within maxAge', async () => {
      flow = await deploy();
      await flow.sendOne();
      simulator.resetCounters();
      assert.equal((await flow.sendOne()).by, 0);
      assert.equal(simulator.counters().requests, 0);
    });

    it('for a second message that comes meanwhile', async () => {
      flow = await deploy();
      await Promise.all([flow.sendOne(), flow.sendOne()]);
      const names = asked();
      assert.deepEqual(names, [...new Set(names)]);
    });

    it('all anew for every message with maxAge 0', async () => {
      flow = await deploy({ maxAge: 0 });
      await flow.sendOne();
      const first = asked().length;
      simulator.resetCounters();
      await flow.sendOne();
      // What is known of a backup that has ended is not asked for again.
      assert.equal(asked().length, first - 1);
    });

    it('only for what the checks need', async () => {
      flow = await deploy({ checks: 'reach, jobs' });
      assert.deepEqual(Object.keys(statuses(await flow.sendOne())), ['reach', 'jobs']);
      assert.deepEqual(asked().toSorted(), [
        ...['backup.job.list', 'reconciliation.job.get', 'restore.job.get', 'system.version'],
      ]);
    });
  });

  describe('takes from the message', () => {
    it('which checks', async () => {
      flow = await deploy({ checks: 'health' });
      const message = await flow.sendOne({ checks: ['Root', 'reach'] });
      assert.deepEqual(statuses(message), { reach: 'ok', root: 'ok' });
    });

    const rows: [title: string, saved: unknown, given: unknown, status: string][] = [
      ['no threshold', {}, undefined, 'ok'],
      ['a saved threshold', { 'certificate.warning': 4e7 }, undefined, 'warning'],
      ['a saved threshold, as JSON', '{"certificate.warning": 4e7}', undefined, 'warning'],
      ['its own', {}, { 'certificate.critical': 4e7 }, 'critical'],
      ['its own, as a Change node writes it', {}, { certificate: { warning: '4e7' } }, 'warning'],
      [
        'its own instead of the saved one',
        { 'certificate.warning': 4e7 },
        { 'certificate.warning': 1 },
        'ok',
      ],
      [
        'its own beside the saved one',
        { 'certificate.warning': 4e7 },
        { 'age.grace': 1 },
        'warning',
      ],
    ];
    it('a grace of any size', async () => {
      flow = await deploy({ checks: 'age' });
      const message = await flow.sendOne({ thresholds: { 'age.grace': 1e300 } });
      assert.deepEqual(statuses(message), { age: 'ok' });
    });

    for (const [title, thresholds, given, status] of rows) {
      it(title, async () => {
        flow = await deploy({ thresholds, checks: 'certificate' });
        const message = await flow.sendOne(given === undefined ? {} : { thresholds: given });
        assert.deepEqual(statuses(message), { certificate: status });
      });
    }
  });

  describe('ignores what a backup warned of', () => {
    const rows: [title: string, ignoreMessages: unknown, status: string][] = [
      ['not by default', [], 'warning'],
      ['by a list', ['other', 'One part was left out.'], 'ok'],
      ['by a line of a text', 'other\n one PART was left out. ', 'ok'],
    ];
    for (const [title, ignoreMessages, status] of rows) {
      it(title, async () => {
        const message = 'One part was left out.';
        const id = simulator.backups.add({ startTime: new Date(), state: 'SUCCEEDED', message });
        flow = await deploy({ ignoreMessages, checks: 'last' });
        assert.deepEqual(statuses(await flow.sendOne()), { last: status });
        simulator.backups.remove(id);
      });
    }
  });

  describe('refuses, and asks nothing', () => {
    const rows: [title: string, node: object, message: object, code: string, text: RegExp][] = [
      ['an unknown check', { checks: 'age, heath' }, {}, 'INVALID_REQUEST', /"heath"/],
      ['one in the message', {}, { checks: 'x' }, 'INVALID_REQUEST', /"x"/],
      ['checks that are no list', {}, { checks: { age: true } }, 'INVALID_REQUEST', /list/],
      ['an unknown threshold', { thresholds: { 'age.x': 1 } }, {}, 'INVALID_REQUEST', /"age\.x"/],
      ['no number', {}, { thresholds: { 'age.grace': 'x' } }, 'INVALID_REQUEST', /age\.grace/],
      ['a negative one', {}, { thresholds: { 'age.grace': -1 } }, 'INVALID_REQUEST', /age\.grace/],
      ['no object', {}, { thresholds: 7 }, 'INVALID_REQUEST', /object/],
      ['no appliance', { appliance: '' }, {}, 'NOT_CONFIGURED', /appliance/i],
      [
        'no appliance, with the property of an output for faults that it does not have',
        { appliance: '', errorOutput: true },
        {},
        'NOT_CONFIGURED',
        /appliance/i,
      ],
      [
        'an unknown name',
        { target: 'topic', targetType: 'msg' },
        { topic: 'x' },
        'NOT_CONFIGURED',
        /"x"/,
      ],
      [
        'an unknown name among known ones',
        { target: 'topic', targetType: 'msg' },
        { topic: ['vc-a', 'x'] },
        'NOT_CONFIGURED',
        /"x"/,
      ],
      [
        'no name at all',
        { target: 'topic', targetType: 'msg' },
        { topic: [] },
        'NOT_CONFIGURED',
        /msg\.topic/,
      ],
      ['a format that there is not', { format: 'xml' }, {}, 'NOT_CONFIGURED', /xml/],
      [
        'a password in the location',
        { location: 'sftp://u:geheim@h/x' },
        {},
        'NOT_CONFIGURED',
        /password/i,
      ],
    ];
    for (const [title, node, message, code, text] of rows) {
      it(title, async () => {
        flow = await deploy({ ...node });
        const { by, fault } = await flow.sendOne({ ...message });
        assert.deepEqual([by, fault?.code], ['catch', code]);
        assert.match(fault?.text ?? '', text);
        assert.equal(simulator.counters().requests, 0);
      });
    }
  });

  describe('about several appliances', () => {
    const all = { targetType: 'all' };

    it('gives one message, with the worst of them', async () => {
      other.answerWith('backup.job.list', { status: 503 });
      flow = await deployCheck(both(), { ...all, timeout: 2 });
      const message = await flow.sendOne({ topic: 'as it came' });
      const { by, topic, payload, verdict, verdicts = [] } = message;
      assert.equal(by, 2);
      assert.equal(topic, 'as it came');
      assert.deepEqual(payload, verdicts);
      assert.deepEqual(verdict?.counts, { ok: 1, warning: 0, critical: 1, unknown: 0 });
      assert.match(verdict?.text ?? '', /^1 of 2 appliances need attention\. vc-b: critical\./);
      assert.deepEqual(
        verdicts.map((one) => [one.appliance.name, one.status]),
        [
          ['vc-a', 'ok'],
          ['vc-b', 'critical'],
        ],
      );
      assert.equal(flow.badges().at(-1), '1 / 2');
    });

    it('gives a message for each, with its place in the list', async () => {
      flow = await deployCheck(both(), { target: 'list', targetType: 'msg', split: true });
      const list = ['vc-b', 'vc-a', 'vc-b'];
      const { left, ends } = await flow.send({ list, topic: 'as it came' });
      assert.equal(ends, 1);
      const parts = left.map(({ message: { topic, parts: part } }) => [
        ...[topic, part?.type, part?.index, part?.count],
      ]);
      assert.deepEqual(parts.toSorted(), [
        ['vc-a', 'array', 1, 2],
        ['vc-b', 'array', 0, 2],
      ]);
      assert.equal(new Set(left.map(({ message }) => message.parts?.id)).size, 1);
      assert.ok(left.every(({ message }) => message.verdicts === undefined));
    });

    it('takes a list of one as a list', async () => {
      flow = await deployCheck(both(), { target: 'list', targetType: 'msg' });
      const { verdicts, topic } = await flow.sendOne({ list: ['vc-b'] });
      assert.deepEqual([verdicts?.length, topic], [1, 'vc-b']);
    });

    it('takes config nodes of one appliance as one: by the API, before the others', async () => {
      const management = { connection: 'management', port: String(simulator.managementPort) };
      const root = { username: 'root', password: simulator.rootPassword };
      flow = await deployCheck(
        [
          { name: 'by 5480', simulator, properties: management, credentials: root },
          { name: 'by rest', simulator, properties: { connection: 'rest' } },
          { name: 'by api', simulator },
        ],
        all,
      );
      const { verdicts } = await flow.sendOne();
      assert.deepEqual(
        verdicts?.map(({ appliance }) => appliance.name),
        ['by api'],
      );
    });

    it('takes another port for another appliance', async () => {
      flow = await deployCheck(both(), all);
      assert.equal((await flow.sendOne()).verdicts?.length, 2);
    });

    it('names one whose settings are wrong, and judges the others', async () => {
      const [a, b] = both();
      assert.ok(a && b);
      flow = await deployCheck([a, { ...b, properties: { host: '' } }], all);
      const { verdicts, by } = await flow.sendOne();
      assert.deepEqual(
        verdicts?.map(({ status }) => status),
        ['ok', 'unknown'],
      );
      assert.equal(by, 3);
    });
  });

  it('judges by its own clock where that of the appliance is at the end of all dates', async () => {
    simulator.answerWith('*', { headers: { date: 'Sat, 13 Sep 275760 00:00:00 GMT' } });
    flow = await deploy();
    const message = await flow.sendOne();
    assert.equal(message.verdict?.status, 'ok', message.verdict?.text);
  });

  it('refuses checks that cannot become a text', async () => {
    flow = await deploy();
    const { fault } = await flow.sendOne({ checks: { toString: 1 } });
    assert.equal(fault?.code, 'INVALID_REQUEST');
  });

  describe('answers in time', () => {
    it('where the appliance is silent', async () => {
      simulator.answerWith('system.version', { how: 'never' });
      flow = await deploy({ timeout: 1 });
      const message = await flow.sendOne();
      assert.equal(message.by, 2);
      assert.match(message.verdict?.text ?? '', /did not answer in time.*within 1 s/);
      assert.equal(statuses(message).age, 'skipped');
    });

    it('where it falls silent half way: what was not answered is unknown', async () => {
      simulator.answerWith('restore.job.get', { how: 'never' });
      flow = await deploy({ timeout: 1 });
      const message = await flow.sendOne();
      assert.equal(message.by, 3);
      const { reach, age, jobs, health } = statuses(message);
      assert.deepEqual([reach, age, jobs, health], ['ok', 'ok', 'unknown', 'ok']);
    });

    it('where it asks for more patience than there is', async () => {
      simulator.answerWith('backup.job.list', { status: 503, headers: { 'retry-after': '30' } });
      flow = await deploy({ timeout: 20 });
      const message = await flow.sendOne();
      assert.equal(statuses(message).reach, 'critical');
      assert.equal(asked().filter((operation) => operation === 'backup.job.list').length, 1);
    });
  });

  describe('reads no more than it needs', () => {
    it('of 10,000 past backups', async () => {
      const old = await startSimulator({ scenario: 'none', history: 10_000 });
      try {
        flow = await deployCheck([{ name: 'vc-a', simulator: old }]);
        const message = await flow.sendOne();
        assert.equal(message.by, 0, message.verdict?.text);
        assert.ok(old.counters().requests <= 12);
      } finally {
        await old.stop();
      }
    });

    it('in search of a success: the newest 120', async () => {
      const failing = await startSimulator({ scenario: 'none', history: 0 });
      try {
        const day = 86_400_000;
        for (let index = 1; index <= 200; index += 1) {
          const startTime = new Date(Date.now() - index * day);
          failing.backups.add({ state: 'FAILED', type: 'SCHEDULED', startTime });
        }
        flow = await deployCheck([{ name: 'vc-a', simulator: failing }]);
        const message = await flow.sendOne();
        assert.equal(statuses(message).age, 'critical');
        const details = operationsAsked(failing).filter(
          ({ operation }) => operation === 'backup.job.details.list',
        );
        assert.equal(details.length, 4);
      } finally {
        await failing.stop();
      }
    });
  });

  describe('in another form', () => {
    const rows: [format: string, type: string, payload: RegExp][] = [
      ['prometheus', 'text/plain; version=0.0.4; charset=utf-8', /^# HELP vcenter_recovery_up /],
      ['plugin', 'text/plain; charset=utf-8', /^OK - vc-a is recoverable\./],
      ['prtg', 'application/json', /"channel":"Status","value":0/],
    ];
    for (const [format, type, expected] of rows) {
      it(`is ${format}, by the only output`, async () => {
        flow = await deploy({ format, outputs: 1, wires: [['0']], split: true });
        const headers = { cookie: 'of the request' };
        const {
          by,
          payload,
          headers: sent,
          statusCode,
          verdict,
        } = await flow.sendOne({
          ...{ headers, statusCode: 299 },
        });
        assert.equal(by, 0);
        assert.match(typeof payload === 'string' ? payload : JSON.stringify(payload), expected);
        assert.deepEqual(sent, { 'content-type': type });
        assert.equal(statusCode, 299);
        assert.equal(verdict?.status, 'ok');
      });
    }
  });

  describe('looks for the archive', () => {
    const location = 'sftp://backup.lab.example/vc';
    const node = {
      ...{ checks: 'archive', location },
      credentials: { locationUser: 'backup', locationPassword: 'geheim123' },
    };
    const ofArchive = () => asked().filter((operation) => operation.includes('system-name'));

    it('in three requests, and not again for the same backup', async () => {
      flow = await deploy({ ...node, maxAge: 0 });
      const message = await flow.sendOne();
      assert.deepEqual(statuses(message), { archive: 'ok' }, message.verdict?.text);
      assert.equal(ofArchive().length, 3);
      isAsSpecified();
      await flow.sendOne();
      assert.equal(ofArchive().length, 3);
      assert.doesNotMatch(JSON.stringify(message), /geheim123/);
    });

    it('only at the server that the password is for', async () => {
      flow = await deploy({ ...node, location: 'sftp://elsewhere.lab.example/vc' });
      assert.deepEqual(statuses(await flow.sendOne()), { archive: 'skipped' });
      assert.deepEqual(ofArchive(), []);
    });

    it('not by another API, where the password would be in the URL', async () => {
      flow = await deployCheck(
        [{ name: 'vc-a', simulator, properties: { connection: 'rest' } }],
        node,
      );
      assert.deepEqual(statuses(await flow.sendOne()), { archive: 'skipped' });
      assert.deepEqual(ofArchive(), []);
    });

    it('once where the location refuses, until its credentials change', async () => {
      const body = { error_type: 'UNAUTHORIZED', messages: [] };
      simulator.answerWith('backup.system-name.list', { status: 403, body });
      flow = await deploy({ ...node, maxAge: 0 });
      for (const _again of [1, 2]) {
        assert.deepEqual(statuses(await flow.sendOne()), { archive: 'unknown' });
      }
      assert.equal(ofArchive().length, 1);
    });
  });

  it('speaks the language of the appliance', async () => {
    flow = await deployCheck([{ name: 'vc-a', simulator, properties: { locale: 'de' } }]);
    const { verdict } = await flow.sendOne();
    assert.match(verdict?.text ?? '', /^vc-a ist wiederherstellbar\./);
  });

  it('sends nothing of a message whose node was closed meanwhile', async () => {
    simulator.answerWith('system.version', [{ how: 'never', times: 1 }, {}]);
    flow = await deploy();
    const seen = flow.begin();
    await simulator.whenRequest('system.version');
    await flow.redeploy({ name: 'changed' });
    assert.equal((await flow.sendOne()).by, 0);
    assert.deepEqual(seen.left, []);
  });
});
