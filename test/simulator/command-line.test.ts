import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Simulator, scenarios, startSimulator } from '../../simulator';
import { readCommandLine } from '../../simulator/control/command-line';
import { createClient, requestParts } from './client';

const main = resolve(__dirname, '../../simulator/main.ts');

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves once this has been printed. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly ended: Promise<{ code: number | null; signal: string | null; errors: string }>;
}

describe('Stand-in appliance: command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-test-'));
  const runs: Run[] = [];

  afterEach(async () => {
    for (const { child, ended } of runs.splice(0)) {
      child.kill('SIGTERM');
      await ended;
    }
  });

  after(() => rmSync(folder, { recursive: true }));

  function run(...args: string[]): Run {
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', main, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    const started: Run = {
      child,
      output: () => output,
      async printed(pattern) {
        for (;;) {
          const found = pattern.exec(output);
          if (found !== null) return found;
          await once(child.stdout, 'data');
        }
      },
      ended: once(child, 'close').then(([code, signal]) => ({ code, signal, errors })),
    };
    runs.push(started);
    return started;
  }

  it('says where it is, who may sign in and what to try, and tells each request', async () => {
    const { child, printed, output, ended } = run('--scenario', 'found-failed');
    const [, url = ''] = await printed(/API +(https:\/\/127\.0\.0\.1:\d+)/);
    const [, caFile = ''] = await printed(/authority +(\S+)/);
    const [, controlUrl = ''] = await printed(/control +(\S+)/);
    const ca = readFileSync(caFile, 'utf8');
    for (const line of [
      /user +administrator@vsphere\.local/,
      /password +VMware1!/,
      /curl --cacert/,
    ]) {
      await printed(line);
    }

    const authorization = `Basic ${Buffer.from('administrator@vsphere.local:VMware1!').toString('base64')}`;
    const client = createClient({ host: '127.0.0.1', port: Number(new URL(url).port), ca });
    const { status, text } = await client.ask({
      ...requestParts.api['reconciliation.job.get'],
      headers: { authorization },
    });
    client.close();
    assert.equal(status, 200);
    assert.match(text, /"FAILED"/);
    await printed(
      /\d\d:\d\d:\d\d {2}Get the reconciliation job, by user and password: answered 200/,
    );
    assert.equal((await fetch(`${controlUrl}/counters`)).status, 200);
    assert.ok(!output().includes(authorization));

    child.kill('SIGINT');
    assert.deepEqual(await ended, { code: 0, signal: null, errors: '' });
    assert.equal(existsSync(caFile), false, 'the file of the authority is left');
  });

  it('ends by itself after --serve-for seconds', async () => {
    const { code } = await run('--serve-for', '0.1').ended;
    assert.equal(code, 0);
  });

  it('plays a script from a file', async () => {
    const file = join(folder, 'script.json');
    writeFileSync(file, '[{"trouble": "forbidden", "job": {"status": "NONE"}}]');
    const { child, printed, ended } = run('--script', file);
    await printed(/scenario +\S+script\.json/);
    child.kill('SIGTERM');
    assert.equal((await ended).code, 0);
  });

  describe('with something wrong, says so in one line and ends with 1', () => {
    let simulator: Simulator;
    before(async () => {
      simulator = await startSimulator();
    });
    after(() => simulator.stop());

    const rows: readonly [what: string, args: () => string[], told: RegExp][] = [
      [
        'an unknown scenario',
        () => ['--scenario', 'nope'],
        /^There is no scenario "nope"; there are /,
      ],
      ['a used port', () => ['--port', String(simulator.port)], /^Port \d+ is in use already; /],
      [
        'an address that is not its own',
        () => ['--host', '192.0.2.1'],
        /has no address 192\.0\.2\.1 /,
      ],
    ];
    for (const [what, args, told] of rows) {
      it(what, async () => {
        const { output, ended } = run(...args());
        const { code, errors } = await ended;
        assert.equal(code, 1);
        assert.match(errors, told);
        assert.equal(errors.trim().split('\n').length, 1, errors);
        assert.equal(output(), '');
      });
    }
  });

  describe('Its arguments', () => {
    const wrong: readonly [args: string[], told: RegExp][] = [
      [['--port', 'many'], /--port takes a number from 0, not "many"/],
      [['--port', '65536'], /--port takes a whole number from 0 to 65535/],
      [['--management-port', '1.5'], /--management-port takes a whole number/],
      [['--speed', ''], /--speed takes a number/],
      [['--backup-seconds', 'long'], /--backup-seconds takes a number from 0, not "long"/],
      [['--time-zone', 'Middle/Earth'], /--time-zone takes a name like Europe\/Berlin/],
      [['--serve-for', 'Infinity'], /--serve-for takes a number/],
      [['--script', '/nowhere.json'], /\/nowhere\.json cannot be played/],
      [['--shade'], /--shade/],
      [['none'], /none/],
    ];
    for (const [args, told] of wrong) {
      it(`${args.join(' ')}: refused`, () => {
        assert.throws(() => readCommandLine(args), told);
      });
    }

    it('reach the simulator', () => {
      const command = readCommandLine([
        ...['--scenario', 'failed', '--host', '::1', '--port', '8443'],
        ...['--management-port', '5480', '--speed', '60', '--serve-for', '5'],
        ...['--backup-seconds', '600', '--restorable', '--time-zone', 'Europe/Berlin'],
      ]);
      assert.ok(command.kind === 'serve');
      const { scenario, ...options } = command.options;
      assert.deepEqual(options, {
        host: '::1',
        port: 8443,
        managementPort: 5480,
        speed: 60,
        backupSeconds: 600,
        restorable: true,
        timeZone: 'Europe/Berlin',
      });
      assert.ok(Array.isArray(scenario));
      assert.deepEqual([command.scenario, command.serveFor], ['failed', 5]);
    });

    it('left out, mean loopback, free ports and no end', () => {
      const command = readCommandLine([]);
      assert.ok(command.kind === 'serve');
      const { host, port, managementPort } = command.options;
      assert.deepEqual([host, port, managementPort], ['127.0.0.1', 0, 0]);
      assert.equal(command.serveFor, undefined);
    });

    it('--list names every scenario', () => {
      const command = readCommandLine(['--list']);
      assert.ok(command.kind === 'print');
      assert.deepEqual(
        command.text.split('\n').map((line) => line.split(' ')[0]),
        scenarios.map(({ name }) => name),
      );
    });

    it('--help names every option', () => {
      const command = readCommandLine(['--help']);
      assert.ok(command.kind === 'print');
      const options =
        'scenario list script host port management-port speed backup-seconds restorable time-zone serve-for help';
      for (const option of options.split(' ')) {
        assert.match(command.text, new RegExp(`^ +--${option}\\b`, 'm'));
      }
    });
  });
});
