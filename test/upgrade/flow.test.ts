/** A flow saved by an earlier version is deployed, and each of its nodes does what it did. */
import assert from 'node:assert/strict';
import helper from 'node-red-node-test-helper';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator';
import { deploy, idOf, type SavedFlow, saved, secrets, signOn } from './saved-flow';

const api = '/api/appliance/recovery';
const rest = '/rest/appliance/recovery';
const known = '20250304-020000-23319993';
const earlier = '20250303-020000-23319993';
const place = { location_type: 'SFTP', location: 'sftp://backup.lab.example/vc' };
const location = { ...place, location_user: 'svc-backup' };
const passwords = {
  location_password: secrets.locationPassword,
  backup_password: secrets.backupPassword,
};
const sso = {
  sso_admin_user_name: signOn.ssoUsername,
  sso_admin_user_password: signOn.ssoPassword,
};

/** The requests for one backup, for the latest one, and to start one by its schedule. */
const backupOf = (path: string, id: string) => [
  `GET ${path}/backup/job/details?${path === rest ? 'filter.jobs' : 'jobs'}=${id}`,
];
const latestOf = (path: string, ...ids: string[]) => {
  const jobs = ids.map((id) => `${path === rest ? 'filter.jobs' : 'jobs'}=${id}`).join('&');
  return [`GET ${path}/backup/job`, `GET ${path}/backup/job/details?${jobs}`];
};
const scheduledRun = (path: string) => [
  `GET ${path}/backup/schedules`,
  `POST ${path}/backup/schedules/default?action=run`,
];

/** The node, its requests (each only once, without those for sessions), and what it sends. */
type Row = [node: string, requests: string[], sent: string[], circumstances?: Circumstances];

interface Circumstances {
  message?: Record<string, unknown>;
  appliance?: SimulatorOptions;
  prepare?(simulator: Simulator): void;
  /** Of the first request that has one. */
  body?: unknown;
}

/** No job of any kind; with `quick`, a job that starts has ended by the second poll, 1 s later. */
const idle: SimulatorOptions = { scenario: 'none', history: 0 };
const quick: SimulatorOptions = { ...idle, speed: 200 };
const found = (state: string): Circumstances => ({ appliance: { scenario: `found-${state}` } });
const begun: Circumstances = { appliance: quick, prepare: ({ backups }) => void backups.start() };
const running: Circumstances = {
  prepare: ({ backups }) => void backups.add({ id: known, state: 'INPROGRESS' }),
};
const failed: Circumstances = {
  appliance: idle,
  prepare({ backups }) {
    backups.add({ id: known, state: 'FAILED' });
    backups.add({ id: earlier, endTime: new Date(2025, 2, 3) });
  },
};
const restore = (...to: Parameters<Simulator['restore']['set']>): Circumstances => ({
  prepare: (simulator) => simulator.restore.set(...to),
});

const isRunning = (kind: string) => [`running: ${kind} running`];
const succeeds = (kind: string) => [`succeeded: ${kind} succeeded`];
const fails = (kind: string) => [`failed: ${kind} failed`];
const toItsEnd = (kind: string) => [...isRunning(kind), ...succeeds(kind)];

const reconciliationJob = `${api}/reconciliation/job`;
const restoreJob = `${api}/restore/job`;
const rows: Row[] = [
  // Reconciliation
  [
    'reconciliation: get',
    [`GET ${reconciliationJob}`],
    succeeds('reconciliation'),
    found('succeeded'),
  ],
  [
    'reconciliation: start',
    [`POST ${reconciliationJob}`],
    isRunning('reconciliation'),
    { appliance: idle, body: { ...sso, ignore_warnings: true } },
  ],
  [
    'reconciliation: start and wait',
    [`POST ${reconciliationJob}`, `GET ${reconciliationJob}`],
    succeeds('reconciliation'),
    { appliance: quick, body: sso },
  ],
  [
    'reconciliation: wait',
    [`GET ${reconciliationJob}`],
    toItsEnd('reconciliation'),
    { appliance: { scenario: 'running-to-succeeded', speed: 50 } },
  ],
  // Backup
  [
    'backup: get',
    backupOf(api, known),
    isRunning('backup'),
    {
      ...running,
      message: { job: { kind: 'backup', id: known, appliance: { id: idOf('Production') } } },
    },
  ],
  ['backup: get the latest', latestOf(api, known, earlier), fails('backup'), failed],
  [
    'backup: get the latest that succeeded',
    latestOf(api, known, earlier),
    succeeds('backup'),
    failed,
  ],
  ['backup: get this', backupOf(api, known), fails('backup'), failed],
  ['backup: start by schedule', scheduledRun(api), isRunning('backup'), { appliance: idle }],
  [
    'backup: start by specification',
    [`POST ${api}/backup/job`],
    isRunning('backup'),
    {
      appliance: idle,
      body: { ...location, ...passwords, parts: ['seat'], comment: 'before the patch' },
    },
  ],
  [
    'backup: start by message',
    [`POST ${api}/backup/job`, ...backupOf(api, '<new>')],
    toItsEnd('backup'),
    {
      appliance: quick,
      message: { payload: { ...location, ...passwords } },
      body: { ...location, ...passwords, parts: [] },
    },
  ],
  ['backup: wait', latestOf(api, '<new>'), toItsEnd('backup'), begun],
  [
    'backup: cancel',
    [`POST ${api}/backup/job/${known}?action=cancel`, ...backupOf(api, known)],
    fails('backup'),
    { ...running, message: { job: { id: known } } },
  ],
  // Restore
  ['restore: get', [`GET ${restoreJob}`], fails('restore'), restore('FAILED')],
  [
    'restore: start',
    [`POST ${restoreJob}`],
    isRunning('restore'),
    {
      appliance: { ...idle, restorable: true },
      body: { ...location, ...passwords, ...sso, location: `${place.location}/vCenter/sn_vc/x` },
    },
  ],
  ['restore: wait', [`GET ${restoreJob}`], succeeds('restore'), restore('SUCCEEDED')],
  [
    'restore: cancel',
    [`POST ${restoreJob}?action=cancel`, `GET ${restoreJob}`],
    fails('restore'),
    restore('INPROGRESS', 40),
  ],
  // What all job nodes have in common
  [
    'the appliance of the message',
    [`GET ${reconciliationJob}`],
    succeeds('reconciliation'),
    { ...found('succeeded'), message: { appliance: 'Production' } },
  ],
  [
    'faults by an output',
    [`POST ${api}/backup/job/no-such-job?action=cancel`],
    ['error: NOT_FOUND'],
  ],
  ['nothing may be changed', [], ['caught: READ_ONLY']],
  // Operations
  ['recovery.get', [`GET ${api}`], ['result: 200']],
  [
    'backup.job.details.list',
    [`GET ${api}/backup/job/details?jobs=${known}&jobs=${earlier}`],
    ['result: 200'],
    { message: { ids: [known, earlier] } },
  ],
  [
    'backup.schedules.update',
    [`PATCH ${api}/backup/schedules/default`],
    ['result: 204'],
    {
      body: {
        parts: ['seat', 'common'],
        enable: false,
        recurrence_info: { hour: 2, minute: 30, days: ['MONDAY'] },
        retention_info: { max_count: 14 },
      },
    },
  ],
  [
    'backup.system-name.archives.list',
    [`POST ${api}/backup/system-name/vc-a/archives?action=list`],
    ['caught: NOT_FOUND'],
    {
      body: {
        loc_spec: { location: place.location, location_password: secrets.locationPassword },
        filter_spec: { comment_substring: 'patch', max_results: 5 },
      },
    },
  ],
  [
    'reconciliation.job.get',
    [`GET ${reconciliationJob}`],
    ['error: NOT_FOUND'],
    { appliance: idle },
  ],
  ['backup.job.list by the management interface', [`GET ${rest}/backup/job`], ['result: 200']],
  // Imported: properties are missing, or are texts and variables
  ['import: get', [`GET ${rest}/reconciliation/job`], fails('reconciliation'), found('failed')],
  ['import: nothing but an appliance', latestOf(rest, known, earlier), fails('backup'), failed],
  ['import: wait, texts and variables', latestOf(rest, '<new>'), toItsEnd('backup'), begun],
  ['import: start, flags as texts', scheduledRun(rest), isRunning('backup'), { appliance: idle }],
  [
    'import: get, the appliance of the message',
    [`GET ${restoreJob}`],
    ['not found: restore none'],
    { message: { place: 'Production' } },
  ],
  ['import: no appliance', [], ['caught: NOT_CONFIGURED']],
  ['import: operation only', [`GET ${rest}/backup/parts/seat`], ['result: 200']],
];

/** As in the table: the id of a backup that the test has not named is `<new>`. */
function requestsOf({ requests }: Simulator): string[] {
  const lines = requests
    .filter(({ operation }) => !operation.startsWith('session.'))
    .map(({ method, path, query }) => `${method} ${path}${query.size > 0 ? `?${query}` : ''}`)
    .map((line) =>
      line.replace(/\d{8}-\d{6}-\d+/g, (id) => ([known, earlier].includes(id) ? id : '<new>')),
    );
  return [...new Set(lines)];
}

describe('A flow saved by version 0.1.0', () => {
  let simulator: Simulator;
  let flow: SavedFlow | undefined;

  afterEach(async () => {
    await flow?.close();
    flow = undefined;
    await simulator.stop();
  });

  it('is deployed: no node is missing, and Node-RED logs no warning', async () => {
    simulator = await startSimulator(idle);
    flow = await deploy(simulator, { monitors: true });
    const nodes = saved.filter(({ type }) => type !== 'tab' && type !== 'global-config');
    const missing = nodes.filter(({ id }) => helper.getNode(id) === null);
    assert.deepEqual([missing, flow.warnings()], [[], []]);
  });

  for (const [node, requests, sent, circumstances = {}] of rows) {
    it(`does what it did: ${node}`, async () => {
      simulator = await startSimulator(circumstances.appliance);
      circumstances.prepare?.(simulator);
      flow = await deploy(simulator);
      helper.getNode(idOf(node)).receive({ ...circumstances.message });
      await flow.waitFor(sent.at(-1) ?? '');
      assert.deepEqual([...new Set(flow.received)], sent);
      assert.deepEqual(requestsOf(simulator), requests);
      if (circumstances.body === undefined) return;
      const body = simulator.requests.find((request) => request.body !== '')?.body;
      assert.deepEqual(JSON.parse(body ?? ''), circumstances.body);
    });
  }
});

describe('The table of what the nodes of version 0.1.0 did', () => {
  it('has a row for every node of the flow', () => {
    const nodes = saved.filter(({ type }) => /^vcenter-(.*-job|recovery)$/.test(type));
    assert.deepEqual(nodes.map(({ name }) => name).sort(), rows.map(([node]) => node).sort());
  });
});
