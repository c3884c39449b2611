/** What is reported of the jobs of each kind. */
import assert from 'node:assert/strict';
import type { Seen } from '../../../../src/jobs/monitor/types';
import {
  at,
  type Backup,
  backups,
  failedLooks,
  isoAt,
  look,
  monitor,
  type Row,
  reconciliation,
  restore,
  specify,
  words,
} from './monitor-rows';

const old: Backup = { id: 'old', status: 'SUCCEEDED', start: -24 };
const newest = (status: string): Backup => ({ id: 'newest', status, start: 2 });
const backup = (status: string): Backup => ({ id: 'new', status, start: 0 });

/** How a job is seen, by what it is called in reports. `unset` is the rarer answer for "none". */
const kinds: Record<string, Record<string, Seen>> = {
  'reconciliation 01:00': {
    none: reconciliation(404),
    unset: reconciliation('NONE'),
    running: reconciliation('RUNNING'),
    succeeded: reconciliation('SUCCEEDED'),
    failed: reconciliation('FAILED'),
  },
  restore: {
    none: restore('NONE'),
    unset: restore(404),
    HTTP500: restore(500),
    running: restore('INPROGRESS'),
    succeeded: restore('SUCCEEDED'),
    failed: restore('FAILED'),
  },
  'backup new': {
    none: backups(),
    unset: backups(backup('NONE')),
    running: backups(backup('RUNNING')),
    succeeded: backups(backup('SUCCEEDED')),
    failed: backups(backup('FAILED')),
  },
};

/** What is seen one after the other; `!` where that is reported, and as lost where there is none. */
type Story = readonly [title: string, seen: string];

const allKinds: readonly Story[] = [
  ['nothing of one that had ended at the first start', 'succeeded succeeded'],
  ['of one that runs at the first start only its end', 'running running succeeded! succeeded'],
  ['that one began, and that it ended well', 'none running! running succeeded! succeeded'],
  ['that one began, and that it failed', 'none running! failed! failed'],
  ['that one ended that began and ended between two looks', 'none failed! failed'],
  ['nothing without a state of its own', 'unset none unset running!'],
  ['nothing after a restart without memory', 'running forget succeeded succeeded'],
  ['at the start what there is, if it is to', 'atStart succeeded! succeeded failed!'],
  ['never that there is none', 'atStart none unset running!'],
  ['that one is lost, once two looks in a row missed it', 'running none none! none'],
  ['none as lost that single looks missed', 'running none running none succeeded!'],
  ['none as lost where a look failed in between', 'running none fault none succeeded!'],
  ['how one ended that was lost', 'running none none! succeeded!'],
  ['none as lost that a look missed before and after a fault', 'running none fault none running'],
];

const storedKinds: readonly Story[] = [
  ['after a restart what happened meanwhile', 'none running! restart succeeded! restart succeeded'],
  ['after a restart one that nobody saw running', 'none restart failed! failed'],
  ['after a restart that one is lost', 'running restart none none! restart none'],
  ['at the first look what there is, if it is to', 'atStart succeeded! succeeded'],
  ['nothing again after a restart that remembers', 'atStart succeeded! restart succeeded failed!'],
  ['it again where nothing was remembered', 'atStart succeeded! forget succeeded! succeeded'],
  ['nothing that began while it was known', 'atStart none restart succeeded! succeeded'],
  ['nothing of an ended one that is away and comes back', 'succeeded none none none succeeded'],
];

const singleJobs: readonly Story[] = [
  ['that one is lost, however the appliance says that', 'running unset none! unset'],
];

const onlyRestore: readonly Story[] = [
  ['nothing of what happened while nobody looked', 'running restart succeeded succeeded'],
  ['at the first look what there is, if it is to', 'atStart succeeded! succeeded'],
  ['nothing at a start that remembers', 'atStart none restart succeeded succeeded'],
  ['that it began where 500 meant "never restored"', 'HTTP500 HTTP500 running! failed!'],
  ['none as lost for a 500', 'running HTTP500 HTTP500 HTTP500 succeeded!'],
  ['none as lost for a 500 in between', 'running none HTTP500 none running'],
  ['nothing twice after a moment away', 'running succeeded! HTTP500 HTTP500 none succeeded'],
  ['a second one that ended as the first', 'succeeded none none succeeded!'],
];

function seenAs(kind: string, name: string): Seen {
  return kinds[kind]?.[name] ?? assert.fail(`${name} cannot be seen of a ${kind}`);
}

function rowOf(kind: string, [title, story]: Story): Row {
  const steps = story
    .replace('atStart ', '')
    .split(' ')
    .map((word) => {
      const [, name = '', isReported] = /^(\w+)(!?)$/.exec(word) ?? [];
      if (name === 'restart') return 'restart';
      if (name === 'forget') return 'restart without memory';
      if (name === 'fault') return look(failedLooks);
      const seen = seenAs(kind, name);
      const state = name === 'none' || name === 'unset' ? 'lost' : name;
      return look(seen, ...(isReported ? [`${kind} ${state}`] : []));
    });
  return { title, settings: { reportAtStart: story.startsWith('atStart') }, steps };
}

describe('A monitor reports', () => {
  const stories: [kind: string, ...(readonly Story[])[]][] = [
    ['reconciliation 01:00', allKinds, singleJobs, storedKinds],
    ['restore', allKinds, singleJobs, onlyRestore],
    ['backup new', allKinds, storedKinds],
  ];
  for (const [kind, ...lists] of stories) {
    describe(`of a ${kind.split(' ')[0]}`, () => {
      for (const story of lists.flat()) specify(rowOf(kind, story));

      it('at the start again what could not be delivered', () => {
        const watching = monitor({ reportAtStart: true });
        const seen = seenAs(kind, 'failed');
        watching.memory = watching.judge(seen).memory;
        assert.deepEqual(watching.see(seen).changes.map(words), [`${kind} failed`]);
      });
    });
  }

  describe('that a job is lost', () => {
    const seconds = (count: number) => count / 3600;
    for (const kind of Object.keys(kinds)) {
      const [running, none] = [seenAs(kind, 'running'), seenAs(kind, 'none')];
      const rows: Row[] = [
        {
          title: 'not before 30 s since it was last seen',
          steps: [
            at(0, running),
            at(seconds(5), none),
            at(seconds(10), none),
            at(seconds(29.9), none),
            at(seconds(30), none, `${kind} lost`),
            at(seconds(35), none),
          ],
        },
        {
          title: 'not before a second look missed it, however late',
          steps: [at(0, running), at(1, none), at(2, none, `${kind} lost`)],
        },
        {
          title: 'as last seen before a look that failed',
          steps: [
            at(0, running),
            at(seconds(10), none),
            at(seconds(20), failedLooks),
            at(seconds(25), none),
            at(seconds(30), none, `${kind} lost`),
          ],
        },
      ];
      describe(`a ${kind.split(' ')[0]}`, () => {
        for (const row of rows) specify(row);
      });
    }
    describe('that was running when Node-RED stopped', () => {
      for (const kind of ['reconciliation 01:00', 'backup new']) {
        const [running, none] = [seenAs(kind, 'running'), seenAs(kind, 'none')];
        specify({
          title: `a ${kind.split(' ')[0]}: counts from the first look`,
          steps: [
            at(0, running),
            'restart',
            at(1, none),
            at(1 + seconds(29), none),
            at(1 + seconds(30), none, `${kind} lost`),
          ],
        });
      }
    });
  });

  describe('of a reconciliation', () => {
    const other = reconciliation('SUCCEEDED', 5);
    specify({
      title: 'another one by its start',
      steps: [
        look(reconciliation('SUCCEEDED')),
        look(other, 'reconciliation 05:00 succeeded'),
        look(other),
      ],
    });
  });

  it('a lost reconciliation once, and stores that it is lost', () => {
    const watching = monitor();
    const seen = [reconciliation('RUNNING', 1), reconciliation(404), reconciliation(404)];
    for (const [hours, each] of seen.entries()) watching.see(each, hours);
    assert.deepEqual(watching.memory.stored.reconciliation, { start: isoAt(1), state: 'lost' });
  });

  describe('of several backups', () => {
    const onlyOld = backups(old);
    const running = backups(backup('RUNNING'), old);
    const two = backups(newest('RUNNING'), backup('FAILED'), old);
    const rows: Row[] = [
      {
        title: 'all changes in the order in which they began, each once',
        steps: [look(onlyOld), look(two, 'backup new failed', 'backup newest running'), look(two)],
      },
      {
        title: 'nothing of those that had ended before, where they are seen later only',
        steps: [look(backups()), look(onlyOld), look(running, 'backup new running')],
      },
      {
        title: 'each word of the appliance for "running" as one',
        steps: [
          look(onlyOld),
          look(backups(backup('PENDING'), old), 'backup new running'),
          look(running),
          look(backups(backup('BLOCKED'), old)),
        ],
      },
      {
        title: 'at the start the latest and what happened meanwhile, if it is to',
        settings: { reportAtStart: true },
        steps: [
          look(onlyOld, 'backup old succeeded'),
          'restart',
          look(
            backups(newest('SUCCEEDED'), backup('FAILED'), old),
            'backup new failed',
            'backup newest succeeded',
          ),
          'restart without memory',
          look(running, 'backup new running'),
        ],
      },
      {
        title: 'the end of one that it saw running, though by its times it had ended before',
        steps: [
          look(running),
          look(backups({ ...backup('FAILED'), end: -1 }, old), 'backup new failed'),
        ],
      },
      {
        title: 'that one is lost while others are there, after what else changed',
        steps: [
          look(running),
          look(onlyOld),
          look(backups(newest('FAILED'), old), 'backup newest failed', 'backup new lost'),
          look(backups(newest('FAILED'), old)),
        ],
      },
      {
        title: 'nothing of ended ones that the appliance forgets',
        steps: [look(backups(newest('SUCCEEDED'), old)), look(onlyOld), look(onlyOld)],
      },
      {
        title: 'those that can be read, and once that one cannot',
        steps: [
          look(onlyOld),
          look(
            backups(newest('PAUSED'), backup('RUNNING'), old),
            'UNKNOWN_STATUS',
            'backup new running',
          ),
          look(backups(newest('PAUSED'), backup('SUCCEEDED'), old), 'backup new succeeded'),
          look(backups(newest('FAILED'), backup('SUCCEEDED'), old), 'backup newest failed'),
        ],
      },
    ];
    for (const row of rows) specify(row);

    it('again what was not delivered, from the first that was not', () => {
      const watching = monitor();
      watching.see(onlyOld);
      watching.memory = watching.judge(two).memory;
      const [first = assert.fail('nothing was reported')] = watching.judge(two).changes;
      watching.memory = first.memory;
      assert.deepEqual(watching.see(two).changes.map(words), ['backup newest running']);
      assert.deepEqual(watching.see(two).changes, []);
    });
  });

  it('nothing of a job that goes on, but knows that it runs', () => {
    const watching = monitor();
    const rows: [Seen, ...string[]][] = [
      [backups(backup('RUNNING')), 'backup'],
      [backups(backup('SUCCEEDED'))],
      [restore('INPROGRESS'), 'restore'],
      [reconciliation('RUNNING'), 'reconciliation', 'restore'],
      [reconciliation(404), 'restore'],
      [restore('FAILED')],
    ];
    for (const [seen, ...expected] of rows) {
      watching.see(seen);
      const running = Object.values(watching.memory.live).flatMap((part) => part.running ?? []);
      assert.deepEqual(
        running.map(({ kind }) => kind),
        expected,
      );
    }
  });
});
