import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type DeployedFlow, deploy, type FlowOptions } from './deployed-flow';
import { type MovedFlow, movedFlows } from './moved-flow';
import { watchedAppliance } from './watched-appliance';

const get = 'reconciliation.job.get';
const none = {
  english: 'vc-a has no reconciliation job. That is normal unless it has just been restored.',
  german:
    'Auf vc-a gibt es keinen Abgleich. Das ist normal, sofern die Appliance nicht gerade wiederhergestellt wurde.',
};

describe('The language of what is sent', () => {
  let simulator: Simulator;
  let flow: DeployedFlow | undefined;

  before(async () => {
    simulator = await startSimulator({ scenario: 'none' });
  });
  after(() => simulator.stop());
  beforeEach(() => simulator.answerWith(get, undefined));
  afterEach(() => flow?.close());

  async function sent(options: FlowOptions, message?: Record<string, unknown>) {
    flow = await deploy(simulator, options);
    return (await flow.send(message)).message;
  }

  const rows: [locale: unknown, text: string][] = [
    ['de', none.german],
    ['de-DE', none.german],
    ['de_DE', none.german],
    ['DE-at', none.german],
    [' de-CH, de;q=0.9, en;q=0.8', none.german],
    ['fr, de;q=0.5', none.german],
    ['', none.english],
    [undefined, none.english],
    ['en', none.english],
    ['en-GB,de;q=0.5', none.english],
    ['fr', none.english],
    ['../de', none.english],
    ['sentences.json', none.english],
  ];
  for (const [locale, text] of rows) {
    it(`${JSON.stringify(locale)}: ${text === none.german ? 'German' : 'English'}`, async () => {
      assert.equal((await sent({ appliance: { locale } })).job?.text, text);
    });
  }

  it('is that of the appliance a message names', async () => {
    const job = { target: 'where', targetType: 'msg' };
    const german = { locale: 'de' };
    const { job: found } = await sent({ job, appliance: german }, { where: 'vc-a' });
    assert.equal(found?.text, none.german);
  });

  it('is that of a fault too; its code, and the error for Catch and the log, stay', async () => {
    simulator.answerWith(get, { status: 403, body: '{"error_type":"UNAUTHORIZED","messages":[]}' });
    const { fault, error } = await sent({ appliance: { locale: 'de' } });
    assert.equal(fault?.code, 'NOT_AUTHORIZED');
    assert.match(fault?.text ?? '', /^Der Benutzer ist auf vc-a .* nicht berechtigt: /);
    assert.match(error?.message ?? '', /The user is not authorized on vc-a /);
    assert.deepEqual([error?.code, fault?.messages], ['NOT_AUTHORIZED', []]);
  });

  it('has what the appliance said as it came', async () => {
    const said = { id: 'x', default_message: 'Nur für Administratoren', args: [] };
    const body = JSON.stringify({ error_type: 'UNAUTHORIZED', messages: [said] });
    simulator.answerWith(get, { status: 403, body });
    const { fault } = await sent({ appliance: { locale: 'de' } });
    assert.match(fault?.text ?? '', /Administrators\. Nur für Administratoren\.$/);
    assert.deepEqual(fault?.messages, ['Nur für Administratoren']);
  });

  const mistakes: [string, FlowOptions, RegExp][] = [
    ['of the appliance', { appliance: { host: '' } }, /^"Host" muss angegeben werden\.$/],
    ['of the node', { job: { interval: 'x', action: 'wait' } }, /^"Abfragen alle" ist "x"\. Das/],
    [
      'of the target, by that of the appliance the node would use',
      { job: { target: 'where', targetType: 'msg' } },
      /^msg\.where benennt keine Appliance\.$/,
    ],
  ];
  for (const [title, { appliance, ...options }, text] of mistakes) {
    it(`is that of wrong settings ${title}`, async () => {
      const { fault } = await sent({ ...options, appliance: { ...appliance, locale: 'de' } });
      assert.equal(fault?.code, 'NOT_CONFIGURED');
      assert.match(fault?.text ?? '', text);
    });
  }
});

describe('The language of a wait', () => {
  let there: MovedFlow;
  const startMoved = movedFlows();

  it('is that of its reports, its fault and its last reading; the log is in English', async () => {
    const job = { action: 'wait', timeout: '60', stalledAfter: '20' };
    const scenario = [{ job: { status: 'RUNNING' as const, progress: 7 } }];
    there = await startMoved({ job, appliance: { locale: 'de' } }, { scenario });
    await there.send('a');
    assert.deepEqual(there.told(), ['a running']);
    const running = 'Der Abgleich von vc-a läuft und ist zu 7 % abgeschlossen';
    assert.ok(there.last('a').job?.text.startsWith(running));
    await there.time.pass(30);
    assert.deepEqual(there.told(), ['a running']);
    assert.match(there.last('a').job?.text ?? '', /Seit \d+ s gibt es keinen Fortschritt\.$/);
    await there.time.pass(60);
    assert.deepEqual(there.told(), ['a catch WAIT_TIMED_OUT']);
    const { fault, job: last, error } = there.last('a');
    assert.equal(fault?.code, 'WAIT_TIMED_OUT');
    assert.match(
      fault?.text ?? '',
      /^Die Wartezeit von 1 min ist abgelaufen, bevor .* Der Abgleich von vc-a läuft/,
    );
    assert.ok(last?.text.startsWith(running));
    assert.match(error?.message ?? '', /The wait ended after 1 min, .* The reconciliation of vc-a/);
  });

  it('is kept after a deploy, for an appliance that a message names', async () => {
    const job = { action: 'wait', target: 'where', targetType: 'msg', appliance: '' };
    const scenario = [
      { for: 60, job: { status: 'RUNNING' as const } },
      { job: { status: 'SUCCEEDED' as const } },
    ];
    there = await startMoved({ job, appliance: { locale: 'de' } }, { scenario });
    await there.send('a', { where: 'vc-a' });
    await there.redeploy();
    await there.time.pass(70);
    assert.deepEqual(there.told(), ['a running', 'a succeeded']);
    assert.match(there.last('a').job?.text ?? '', /^Der Abgleich von vc-a war /);
  });

  it('leaves the lines of an outage in English', async () => {
    const scenario = [
      { for: 10, job: { status: 'RUNNING' as const } },
      { for: 60, trouble: 'refused' as const, job: { status: 'RUNNING' as const } },
      { job: { status: 'SUCCEEDED' as const } },
    ];
    const job = { action: 'wait' };
    there = await startMoved({ job, appliance: { locale: 'de' } }, { scenario });
    await there.send('a');
    await there.time.pass(120);
    const [out, back] = there.logged();
    assert.match(out ?? '', /^warn vc-a .*(refused|closed) the connection/);
    assert.match(back ?? '', /^info reachable again after /);
  });
});

describe('The language of a monitor', () => {
  const { simulator, watching, look } = watchedAppliance();

  it('is that of its appliance', async () => {
    const there = await watching({ appliance: { locale: 'de-DE' } });
    const id = simulator().backups.add({ state: 'INPROGRESS' });
    await look();
    await there.next();
    simulator().backups.end(id, 'FAILED', 'Der Datenträger ist voll.');
    await look();
    const { message } = await there.next();
    assert.equal(
      message.job?.text,
      'Die Sicherung von vc-a ist fehlgeschlagen: Der Datenträger ist voll.',
    );
  });
});
