import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeExample, reachEach } from './example';
import { readMail } from './mail';

const names = ['Production', 'Test', 'Branch office'];
const hour = 3_600_000;

/** A time so many hours ago. */
const ago = (hours: number) => new Date(Date.now() - hours * hour);

interface Case {
  verdict: string;
  /** What of the backups of one appliance. */
  when: string;
  text: RegExp;
  lastGood?: RegExp;
  prepare(simulator: Simulator): void;
}

const cases: Case[] = [
  {
    verdict: 'OK',
    when: 'the latest has succeeded',
    text: /succeeded after 15 min\./,
    lastGood: /^\d{4}-\d\d-\d\d \d\d:\d\d UTC, \d+\.\d GB, sftp:\/\/backup\.lab\.example\//,
    prepare: ({ backups }) => void backups.add({ startTime: ago(6), endTime: ago(5.75) }),
  },
  {
    verdict: 'RUNNING',
    when: 'the next one runs',
    text: /is running/,
    lastGood: / UTC/,
    prepare: ({ backups }) => {
      backups.add({ startTime: ago(24) });
      backups.add({ startTime: ago(0.1), state: 'INPROGRESS' });
    },
  },
  {
    verdict: 'FAILED',
    when: 'the latest has failed',
    text: /failed: The disk is full\./,
    lastGood: / UTC/,
    prepare: ({ backups }) => {
      backups.add({ startTime: ago(25) });
      backups.add({ startTime: ago(1), state: 'FAILED', message: 'The disk is full.' });
    },
  },
  {
    verdict: 'OLD',
    when: 'the latest good one is of the day before yesterday',
    text: /succeeded/,
    lastGood: / UTC/,
    prepare: ({ backups }) => void backups.add({ startTime: ago(27) }),
  },
  {
    verdict: 'NONE',
    when: 'there is none',
    text: /has no backup job/,
    lastGood: /^none$/,
    prepare: () => undefined,
  },
  {
    verdict: 'NOT KNOWN',
    when: 'the appliance cannot be asked',
    text: /is not authorized/,
    prepare: (simulator) => simulator.setScenario('forbidden'),
  },
];

describeExample('06 - Nightly report of all backups', (example) => {
  let simulators: Record<string, Simulator>;

  beforeEach(async () => {
    const started = names.map(async (name) => [name, await startSimulator()] as const);
    simulators = Object.fromEntries(await Promise.all(started));
    for (const { backups } of Object.values(simulators)) {
      backups.clear();
      backups.add({ startTime: ago(6) });
    }
    await example.deploy(reachEach(simulators));
  });
  afterEach(() => Promise.all(Object.values(simulators).map((simulator) => simulator.stop())));

  /** Presses the button, and reads the report. */
  async function report() {
    await example.press('every night at 5');
    const { subject, body } = readMail(await example.shown('put your e-mail node here'));
    const entries = body
      .trim()
      .split('\n\n')
      .map((entry) => {
        const [heading = '', text = '', lastGood] = entry.split('\n').map((line) => line.trim());
        const [, verdict, appliance] = /^([A-Z ]+): (.+)$/.exec(heading) ?? [];
        return { verdict, appliance, text, lastGood: lastGood?.replace('Last good backup: ', '') };
      });
    return { subject, entries };
  }

  it('has every appliance of the list, in its order', async () => {
    const { subject, entries } = await report();
    assert.equal(subject, 'vCenter backups: all 3 are good');
    assert.deepEqual(
      entries.map(({ appliance, verdict }) => [appliance, verdict]),
      names.map((name) => [name, 'OK']),
    );
    assert.deepEqual(example.complaints(), []);
  });

  for (const { verdict, when, text, lastGood, prepare } of cases) {
    it(`says ${verdict} where ${when}`, async () => {
      const { Test: simulator } = simulators;
      assert.ok(simulator);
      simulator.backups.clear();
      prepare(simulator);
      const { subject, entries } = await report();
      const entry = entries[1];
      assert.deepEqual([entry?.appliance, entry?.verdict], ['Test', verdict]);
      assert.match(entry?.text ?? '', text);
      if (lastGood === undefined) assert.equal(entry?.lastGood, undefined);
      else assert.match(entry?.lastGood ?? '', lastGood);
      const isGood = verdict === 'OK' || verdict === 'RUNNING';
      assert.match(subject, isGood ? /all 3 are good$/ : /1 of 3 needs attention$/);
    });
  }
});
