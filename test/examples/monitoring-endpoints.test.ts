/** The examples that monitoring systems ask, or that report to one. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../../simulator';
import type { Verdict } from '../../src/checks/verdict';
import { codeBlockWith } from '../docs/code-blocks';
import { findPrometheus } from '../src/checks/promtool';
import { within } from '../within';
import { describeExamples, type Example, reachEach, set } from './example';
import { startPrometheus, startScrapeProxy } from './prometheus';
import { startWebhooks } from './receivers';

const page = 'docs/monitoring.md';
const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour);

/** An appliance gives its time in whole seconds; the machine may be busy. */
function isAbout(seconds: number | undefined, expected: number): void {
  assert.ok(Math.abs((seconds ?? 0) - expected) < 300, `${seconds} s instead of ${expected}`);
}

/** The nodes of an example, as its file has them. */
function nodesOf(title: string): { id: string; name?: string; info?: string }[] {
  return JSON.parse(readFileSync(join(__dirname, `../../examples/${title}.json`), 'utf8'));
}

/** Two appliances, each with one backup: it began six hours ago, and took a quarter of an hour. */
function useFleet(): () => { Production: Simulator; Test: Simulator } {
  let fleet: { Production: Simulator; Test: Simulator } | undefined;
  beforeEach(async () => {
    const [Production, Test] = await Promise.all([
      startSimulator({ scenario: 'none' }),
      startSimulator({ scenario: 'none' }),
    ]);
    fleet = { Production, Test };
    for (const { backups } of [Production, Test]) {
      backups.clear();
      backups.add({ startTime: ago(6), endTime: ago(5.75), type: 'SCHEDULED' });
    }
  });
  afterEach(async () => {
    await Promise.all(Object.values(fleet ?? {}).map((simulator) => simulator.stop()));
  });
  return () => {
    if (fleet === undefined) throw new Error('The stand-ins have not been started.');
    return fleet;
  };
}

/** How the second of the two appliances gets each status. */
const causes: { status: string; code: number; cause(simulator: Simulator): void }[] = [
  { status: 'OK', code: 0, cause: () => undefined },
  {
    status: 'WARNING',
    code: 1,
    cause: ({ backups }) => void backups.add({ startTime: ago(2), message: 'Slow.' }),
  },
  {
    status: 'CRITICAL',
    code: 2,
    cause: ({ backups }) =>
      void backups.add({ startTime: ago(2), type: 'SCHEDULED', state: 'FAILED' }),
  },
  { status: 'UNKNOWN', code: 3, cause: (simulator) => simulator.setScenario('forbidden') },
];

function prometheusEndpoint(example: Example): void {
  const fleet = useFleet();
  const get = (path: string) => fetch(new URL(`vcenter-recovery/${path}`, example.url));

  /** The metrics, once the first check has ended. */
  async function metrics(): Promise<Response> {
    let response = await get('metrics');
    while (response.status === 503) response = await get('metrics');
    return response;
  }

  const begin = async () => {
    await example.forget('metrics');
    await example.deploy(reachEach(fleet()));
  };

  it('has the metrics of all appliances, as they were checked last', async () => {
    await begin();
    const response = await within(metrics(), () => 'the first check');
    assert.equal(response.status, 200);
    const type = response.headers.get('content-type') ?? '';
    assert.match(type, /^text\/plain;/);
    assert.match(type, /; version=0\.0\.4\b/);
    assert.match(type, /; charset=utf-8\b/);
    const text = await response.text();
    for (const name of ['Production', 'Test']) {
      assert.match(text, new RegExp(`^vcenter_recovery_up\\{appliance="${name}",.*\\} 1$`, 'm'));
    }
    const asked = fleet().Test.counters().requests;
    assert.equal(await (await get('metrics')).text(), text);
    assert.equal(fleet().Test.counters().requests, asked);
    assert.deepEqual(example.complaints(), []);
  });

  it('answers 503 until the first check has ended', async () => {
    await example.forget('metrics');
    await example.deploy(reachEach(fleet()), set({ type: 'inject' }, { once: false, repeat: '' }));
    const response = await get('metrics');
    assert.equal(response.status, 503);
    assert.match(await response.text(), /No appliance has been checked yet/);
  });

  it('says of an appliance that is away that it is, beside the others', async () => {
    await fleet().Test.stop();
    await begin();
    const text = await (await within(metrics(), () => 'the first check')).text();
    assert.match(text, /^vcenter_recovery_up\{appliance="Production",.*\} 1$/m);
    assert.match(text, /^vcenter_recovery_up\{appliance="Test",.*\} 0$/m);
  });

  it('has the metrics of one target', async () => {
    await begin();
    const response = await get('probe?target=Test');
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain;.*version=0\.0\.4/);
    const text = await response.text();
    assert.match(text, /appliance="Test"/);
    assert.doesNotMatch(text, /appliance="Production"/);
  });

  for (const query of ['?target=nowhere', '?target=', '']) {
    it(`answers 404 to /probe${query}`, async () => {
      await begin();
      const response = await get(`probe${query}`);
      assert.equal(response.status, 404);
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    });
  }

  const program = findPrometheus();
  if (program === undefined) {
    console.log('prometheus: not installed, so no example was scraped');
    return;
  }
  it('is scraped as the page on monitoring says (prometheus: the example was scraped)', async () => {
    await begin();
    await within(metrics(), () => 'the first check');
    const proxy = await startScrapeProxy(example.url);
    // The only changes: the address of Node-RED, and the interval.
    const configuration = codeBlockWith(page, 'yaml', 'scrape_configs:')
      .replaceAll('node-red.example.com:1880', proxy.address)
      .replaceAll(/scrape_interval: .*/g, 'scrape_interval: 1s');
    const prometheus = await startPrometheus(program, configuration);
    try {
      const paths = ['metrics', 'probe?target=Production', 'probe?target=Test'];
      // What the first scrape of a target brought is stored when the second one begins.
      for (const path of [...paths, ...paths]) {
        const { status, contentType } = await proxy.scrapes.next(
          (scrape) => scrape.path === `/vcenter-recovery/${path}`,
        );
        assert.equal(status, 200);
        assert.match(contentType ?? '', /^text\/plain;.*version=0\.0\.4/);
      }
      const age = 'time() - vcenter_recovery_backup_last_success_timestamp_seconds';
      for (const [job, label] of [
        ['vcenter-recovery', 'appliance'],
        ['vcenter-recovery-probe', 'instance'],
      ] as const) {
        const ages = await prometheus.query(`${age}{job="${job}"}`, label);
        assert.deepEqual(Object.keys(ages).sort(), ['Production', 'Test']);
        for (const seconds of Object.values(ages)) {
          isAbout(seconds, 5.75 * 3600);
        }
      }
    } finally {
      await prometheus.stop();
      await proxy.stop();
    }
  });
}

function monitoringPlugin(example: Example): void {
  const fleet = useFleet();
  const wrapper = codeBlockWith(page, 'sh', 'check_vcenter_recovery');
  let folder: string;
  let script: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plugin-'));
    script = join(folder, 'check_vcenter_recovery');
    await writeFile(script, wrapper);
    await chmod(script, 0o755);
  });
  after(() => rm(folder, { recursive: true }));

  /** Runs the script as a monitoring system does. */
  function run(...given: string[]): Promise<{ code: number; text: string }> {
    return new Promise((resolve) => {
      execFile(script, given, (error, stdout) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout });
      });
    });
  }
  const address = () => new URL('vcenter-recovery/plugin', example.url).href;

  for (const { status, code, cause } of causes) {
    it(`exits with ${code} and says ${status}, of one appliance and of all`, async () => {
      cause(fleet().Test);
      await example.deploy(reachEach(fleet()));
      const one = await run(address(), 'Test');
      assert.equal(one.code, code, one.text);
      assert.match(one.text, new RegExp(`^${status} - Test.*\\n$`));
      const all = await run(address());
      assert.equal(all.code, code, all.text);
      assert.match(all.text, new RegExp(`^${status} - .* \\| 'ok'=\\d`));
      assert.equal((await run(address(), 'Production')).code, 0);
    });
  }

  it('has performance data of one appliance', async () => {
    await example.deploy(reachEach(fleet()));
    const { text } = await run(address(), 'Test');
    assert.match(text, / \| 'age'=\d+s;\d+;\d+;0 'size'=\d+B;;;0 'duration'=900s;;;0 'cert/);
  });

  it('exits with 3 for an appliance that there is not', async () => {
    await example.deploy(reachEach(fleet()));
    const { code, text } = await run(address(), 'a|b\nc');
    assert.equal(code, 3);
    assert.match(text, /^UNKNOWN - No deployed appliance has the name or host "a b c"\.\n$/);
  });

  it('exits with 3 where there is no answer, or one that is none of it', async () => {
    const nowhere = await run('http://127.0.0.1:1/vcenter-recovery/plugin', 'Test');
    assert.equal(nowhere.code, 3);
    assert.match(nowhere.text, /^UNKNOWN - curl: /);
    assert.equal((await run(new URL('nothing', example.url).href)).code, 3);
    assert.equal((await run(example.url)).code, 3);
  });

  it('pushes a result for each appliance to Icinga', async () => {
    const icinga = await startWebhooks();
    try {
      fleet().Test.setScenario('forbidden');
      await example.deploy(
        reachEach(fleet()),
        set(
          { type: 'http request', name: 'Icinga' },
          {
            url: `http://127.0.0.1:${icinga.port}/v1/actions/process-check-result`,
            credentials: { user: 'node-red', password: 'Icinga-1!' },
          },
        ),
      );
      await example.press('every 5 min');
      const posts = [await icinga.received.next(), await icinga.received.next()];
      for (const { path, method, accept, authorization } of posts) {
        assert.deepEqual(
          [path, method, accept, authorization],
          [
            ...['/v1/actions/process-check-result', 'POST', 'application/json'],
            `Basic ${Buffer.from('node-red:Icinga-1!').toString('base64')}`,
          ],
        );
      }
      const results = Object.fromEntries(
        posts.map(({ body }) => {
          const { service, ...result } = body as { service: string } & Record<string, unknown>;
          return [service, result];
        }),
      );
      const { plugin_output, performance_data, ...ofProduction } =
        results['Production!vcenter-recovery'] ?? {};
      assert.deepEqual(ofProduction, {
        ...{ type: 'Service', exit_status: 0, check_source: 'node-red', ttl: 900 },
      });
      assert.match(String(plugin_output), /^Production is recoverable\./);
      assert.ok(Array.isArray(performance_data));
      for (const measure of performance_data) {
        assert.match(String(measure), /^'[a-z]+'=-?[\d.]+[sB]?;[\d.:]*;[\d.:]*$/);
      }
      assert.match(String(performance_data), /'age'=\d+s;\d+;\d+/);
      assert.equal(results['Test!vcenter-recovery']?.exit_status, 3);
      assert.equal(await example.shown('answer of Icinga'), '200');
    } finally {
      await icinga.stop();
    }
  });

  it('is the script that the comment of the example has', () => {
    const flow = nodesOf('16 - Monitoring plugin and push to Icinga');
    assert.ok(flow.some(({ info }) => info?.includes(`\`\`\`sh\n${wrapper}\`\`\``)));
    assert.equal(wrapper.trim().split('\n').length, 5);
  });
}

function prtgEndpoint(example: Example): void {
  const fleet = useFleet();

  interface Sensor {
    prtg: { error?: number; text: string; result?: { channel: string; value: number }[] };
  }
  async function get(query: string): Promise<Sensor['prtg']> {
    const response = await fetch(new URL(`vcenter-recovery/prtg${query}`, example.url));
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
    return ((await response.json()) as Sensor).prtg;
  }
  const channels = ({ result = [] }: Sensor['prtg']) =>
    Object.fromEntries(result.map(({ channel, value }) => [channel, value]));

  it('has the channels of one appliance', async () => {
    await example.deploy(reachEach(fleet()));
    const { Status, Age, Duration, Size, Certificate } = channels(await get('?target=Test'));
    assert.equal(Status, 0);
    isAbout(Age, 6 * 3600);
    assert.equal(Duration, 900);
    assert.ok(Number(Size) > 0 && Number(Certificate) > 0);
  });

  it('counts all appliances', async () => {
    causes[2]?.cause(fleet().Test);
    await example.deploy(reachEach(fleet()));
    const { 'Oldest age': age, ...counts } = channels(await get(''));
    assert.deepEqual(counts, { Status: 2, OK: 1, Warning: 0, Critical: 1, Unknown: 0 });
    isAbout(age, 6 * 3600);
  });

  it('has the list of verdicts instead, with the format that the recipe for Zabbix uses', async () => {
    causes[3]?.cause(fleet().Test);
    const answer = nodesOf('17 - PRTG endpoint').find(({ name }) => name === 'answer')?.id;
    const wires = Array.from({ length: 4 }, () => [answer]);
    const all = { type: 'vcenter-recovery-check', name: 'all appliances' };
    await example.deploy(reachEach(fleet()), set(all, { format: 'object', outputs: 4, wires }));
    const response = await fetch(new URL('vcenter-recovery/prtg', example.url));
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
    const verdicts = (await response.json()) as Verdict[];
    // What the JSONPaths of the page select.
    assert.deepEqual(
      verdicts.map(({ appliance, code }) => [appliance.name, appliance.host, code]),
      [
        ['Production', '127.0.0.1', 0],
        ['Test', '127.0.0.1', 3],
      ],
    );
    const [production, test] = verdicts;
    isAbout(production?.checks.find(({ name }) => name === 'age')?.value, 6 * 3600);
    assert.ok(Number(production?.backup?.size) > 0);
    assert.match(test?.text ?? '', /is not authorized/);
  });

  it('has an error of an appliance that is away, and of one that there is not', async () => {
    await fleet().Test.stop();
    await example.deploy(reachEach(fleet()));
    for (const name of ['Test', 'nowhere']) {
      const { error, text, result } = await get(`?target=${name}`);
      assert.deepEqual([error, result], [1, undefined]);
      assert.match(text, new RegExp(name));
    }
  });
}

describeExamples({
  '15 - Prometheus endpoint': prometheusEndpoint,
  '16 - Monitoring plugin and push to Icinga': monitoringPlugin,
  '17 - PRTG endpoint': prtgEndpoint,
});
