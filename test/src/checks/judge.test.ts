/** What each check says of an appliance: the good case, the thresholds, and absurd data. */
import assert from 'node:assert/strict';
import type { CheckStatus, Finding } from '../../../src/checks/finding';
import { judge, partsFor } from '../../../src/checks/judge/judge';
import { type CheckName, checkNames } from '../../../src/checks/names';
import { textIn } from '../../../src/messages/sentence';
import {
  ago,
  backup,
  type Differences,
  daily,
  day,
  facts,
  fault,
  hour,
  job,
  minute,
  now,
  planOf,
} from './measured';

type Row = [title: string, differences: Differences, status: CheckStatus, text?: RegExp];

const at = Date.parse;

const reached = { version: '8.0.2', ids: ['x'], seconds: 0.4 };

function backups(...entries: ReturnType<typeof backup>[]): Differences {
  return {
    parts: {
      entries: { value: entries },
      reach: { value: { ...reached, ids: entries.map(({ id }) => id) } },
    },
  };
}

function schedules(value: Record<string, unknown>): Differences {
  return { parts: { plan: { value: planOf(value) } } };
}

const { default: schedule } = daily;
const { recurrence_info: _recurrence, ...neverRuns } = schedule;

function certificate(left: number, differences: Differences = {}): Differences {
  return { certificate: { expires: now + left * 1000, seenAt: now - hour }, ...differences };
}

function health(value: unknown, database: unknown = { status: 'HEALTHY' }): Differences {
  const green = { value: 'green' };
  const value_ = { 'database-storage': { value }, storage: green, applmgmt: green };
  return { parts: { health: { value: { ...value_, database: { value: database } } } } };
}

function reconciliation(state: 'running' | 'failed' | 'succeeded', more: object): Differences {
  return { parts: { reconciliation: { value: job('reconciliation', state, more) } } };
}

function root(account: unknown): Differences {
  return { parts: { root: { value: account } } };
}

const expiresIn = (left: number) => ({ password_expires_at: new Date(now + left).toISOString() });

/** Eight successes of 2 GB in an hour, the latest other than that. */
function unlike(latest: Record<string, unknown>): Differences {
  const usual = Array.from({ length: 7 }, (_, index) => backup(37 * hour + index * day));
  return backups(backup(13 * hour, latest), ...usual);
}

const stillRunning = backup(3 * hour + 1000, { status: 'RUNNING' });

/** Seven successes in an hour each, and one that has been running for longer than usual. */
function withRunning(details: Record<string, unknown>): Differences {
  const usual = Array.from({ length: 7 }, (_, index) => backup(37 * hour + index * day));
  return backups(backup(3 * hour + 1000, { status: 'RUNNING', ...details }), ...usual);
}

function withPlan(plan: ReturnType<typeof planOf>, latest = backup(13 * hour)): Differences {
  return { parts: { ...backups(latest).parts, plan: { value: plan } } };
}

const rows: Readonly<Record<CheckName, readonly Row[]>> = {
  reach: [
    ['answers', {}, 'ok', /within 1 s/],
    ...(['UNREACHABLE', 'TIMED_OUT', 'UNAVAILABLE', 'SESSION_LIMIT', 'API_NOT_FOUND'] as const).map(
      (code): Row => [code, { parts: { reach: fault(code) } }, 'critical', new RegExp(code)],
    ),
    ...(['APPLIANCE_ERROR', 'INVALID_RESPONSE', 'UNKNOWN_STATUS'] as const).map(
      (code): Row => [code, { parts: { reach: fault(code) } }, 'critical'],
    ),
    ...(
      ['AUTHENTICATION_FAILED', 'NOT_AUTHORIZED', 'NOT_CONFIGURED', 'TLS_UNTRUSTED'] as const
    ).map(
      (code): Row => [`${code}, so we are wrong`, { parts: { reach: fault(code) } }, 'unknown'],
    ),
    ['a clock 300 s ahead', { parts: { reach: { value: { ...reached, ahead: 300_000 } } } }, 'ok'],
    [
      'a clock 301 s ahead',
      { parts: { reach: { value: { ...reached, ahead: 301_000 } } } },
      'warning',
      /5 min 1 s ahead/,
    ],
    [
      'a clock 301 s behind',
      { parts: { reach: { value: { ...reached, ahead: -301_000 } } } },
      'warning',
      /5 min 1 s behind/,
    ],
    ['a backup that begins in 5 min', backups(backup(-5 * minute), backup(13 * hour)), 'ok'],
    [
      'a backup that begins in 6 min',
      backups(backup(-6 * minute), backup(13 * hour)),
      'warning',
      /in the future \(backup of 2026-03-18T12:06:00\.000Z\)/,
    ],
  ],
  certificate: [
    ['90 days left', {}, 'ok', /90 d, until 2026-06-16 12:00 \S+\.$/],
    ['nothing left', certificate(0), 'critical', /is valid/],
    ['30 days left', certificate(30 * 86_400), 'ok'],
    ['a second less', certificate(30 * 86_400 - 1), 'warning'],
    ['7 days left', certificate(7 * 86_400), 'warning'],
    ['a second less than that', certificate(7 * 86_400 - 1), 'critical'],
    ['expired, but pinned', certificate(-86_400), 'critical', /expired at 2026-03-17/],
    [
      'of an appliance that is away',
      certificate(86_400 * 90, { parts: { reach: fault('UNREACHABLE') } }),
      'ok',
      /last seen at 2026-03-18 11:00/,
    ],
    ['never seen', { certificate: undefined }, 'skipped'],
    [
      'refused, because it has expired',
      {
        certificate: undefined,
        parts: {
          reach: fault('TLS_UNTRUSTED', {
            cause: { name: 'Error', code: 'CERT_HAS_EXPIRED', message: '' },
          }),
        },
      },
      'critical',
    ],
    [
      'refused for another reason',
      { certificate: undefined, parts: { reach: fault('TLS_UNTRUSTED') } },
      'unknown',
    ],
  ],
  schedule: [
    ['one that runs', {}, 'ok', /"default"/],
    ['none', schedules({}), 'critical', /no backup schedule/],
    [
      'a disabled one',
      schedules({ default: { ...schedule, enable: false } }),
      'critical',
      /disabled/,
    ],
    ['one without recurrence', schedules({ default: neverRuns }), 'critical', /never runs/],
    ['two that run', schedules({ a: schedule, b: schedule }), 'ok', /"a, b"/],
    ['without a location', schedules({ default: { ...schedule, location: undefined } }), 'ok'],
    [
      'one of two that runs',
      schedules({ a: { ...schedule, enable: false }, b: schedule }),
      'ok',
      /"b"/,
    ],
    [
      'over FTP',
      schedules({ default: { ...schedule, location: 'ftp://backup/vc' } }),
      'warning',
      /"default".*unencrypted/,
    ],
    ['over HTTP', schedules({ default: { ...schedule, location: 'HTTP://backup/vc' } }), 'warning'],
    ['over FTPS', schedules({ default: { ...schedule, location: 'ftps://backup/vc' } }), 'ok'],
    [
      'without a retention',
      schedules({ default: { ...schedule, retention_info: undefined } }),
      'ok',
    ],
    [
      'not allowed to read it',
      { parts: { plan: { value: { version: 0, schedules: fault('NOT_AUTHORIZED') } } } },
      'unknown',
      /NOT_AUTHORIZED/,
    ],
    [
      'not offered',
      { parts: { plan: { value: { version: 0, schedules: fault('API_NOT_FOUND') } } } },
      'skipped',
    ],
    [
      'no map at all',
      { parts: { plan: { value: { version: 0, schedules: { value: [1, null] } } } } },
      'critical',
    ],
  ],
  age: [
    ['13 h ago', {}, 'ok', /13 h ago, at 2026-03-17 23:00 \S+\.$/],
    // Due an hour before midnight, with an hour of grace and twice the hour that it usually takes.
    [
      'as late as it may be',
      { ...backups(backup(37 * hour)), now: at('2026-03-18T02:00:00Z') },
      'ok',
    ],
    [
      'a second later',
      { ...backups(backup(37 * hour)), now: at('2026-03-18T02:00:01Z') },
      'warning',
      /was due at 2026-03-17 23:00/,
    ],
    [
      'as late the next day',
      { ...backups(backup(37 * hour)), now: at('2026-03-19T02:00:00Z') },
      'warning',
    ],
    [
      'a second later than that',
      { ...backups(backup(37 * hour)), now: at('2026-03-19T02:00:01Z') },
      'critical',
    ],
    [
      'backups, and no success',
      backups(backup(13 * hour, { status: 'FAILED' })),
      'critical',
      /None/,
    ],
    ['no backup, with a schedule', backups(), 'warning', /not been backed up/],
    ['only a first one, running', backups(backup(hour, { status: 'RUNNING' })), 'warning'],
    [
      'no backup, and no schedule',
      { parts: { ...backups().parts, plan: { value: planOf({}) } } },
      'critical',
    ],
    [
      'no schedule, 25 h ago',
      { parts: { ...backups(backup(25 * hour)).parts, plan: { value: planOf({}) } } },
      'ok',
      /no backup schedule, so one backup a day is assumed/,
    ],
    [
      'no schedule, more than 25 h ago',
      { parts: { ...backups(backup(25 * hour + 1000)).parts, plan: { value: planOf({}) } } },
      'warning',
    ],
    [
      'no schedule, more than 49 h ago',
      { parts: { ...backups(backup(49 * hour + 1000)).parts, plan: { value: planOf({}) } } },
      'critical',
    ],
    ['not readable', { parts: { entries: fault('TIMED_OUT') } }, 'unknown', /TIMED_OUT/],
    [
      'a disabled schedule, more than 25 h ago',
      withPlan(planOf({ default: { ...schedule, enable: false } }), backup(25 * hour + 1000)),
      'warning',
      /at 2026-03-17 10:59 \S+\. Its backup schedule is disabled\.$/,
    ],
    [
      'a schedule without recurrence',
      withPlan(planOf({ default: neverRuns })),
      'ok',
      /never runs\.$/,
    ],
    [
      'schedules that cannot be read',
      withPlan({ version: 0, schedules: fault('TIMED_OUT') }),
      'ok',
      /cannot be read, so one/,
    ],
    [
      'backups without details, and no success',
      { parts: { ...backups().parts, reach: { value: reached } } },
      'critical',
      /None/,
    ],
  ],
  last: [
    ['a success', {}, 'ok', /2026-03-17 23:00/],
    [
      'a failed scheduled one, while the age is ok',
      backups(backup(hour, { status: 'FAILED' }), backup(13 * hour)),
      'critical',
      /started at 2026-03-18 11:00 UTC, failed\.$/,
    ],
    [
      'why it failed, by its messages',
      unlike({
        status: 'FAILED',
        messages: [{ default_message: 'Away: sftp://a:b@c' }, { default_message: 'No' }],
      }),
      'critical',
      /failed\. Away: sftp:\/\/a:\*\*\*@c No\.$/,
    ],
    [
      'a success with two warnings',
      unlike({ messages: [{ default_message: 'One' }, { default_message: 'Two' }] }),
      'warning',
      /2026-03-17 23:00 .*with 2 warnings: One\. Two\. /,
    ],
    [
      'why it failed',
      unlike({ status: 'FAILED', error: { messages: [{ default_message: 'No space left' }] } }),
      'critical',
      /No space left\.$/,
    ],
    [
      'a failed manual one, while the age is ok',
      backups(backup(hour, { status: 'FAILED', type: 'MANUAL' }), backup(13 * hour)),
      'warning',
    ],
    [
      'a failed manual one, while it is not',
      backups(backup(13 * hour, { status: 'FAILED', type: 'MANUAL' }), backup(5 * day)),
      'critical',
    ],
    [
      'a canceled one',
      unlike({ status: 'FAILED', error: { error_type: 'CANCELED', messages: [] } }),
      'warning',
      /2026-03-17 23:00 .*canceled/,
    ],
    [
      'a success with a warning',
      unlike({ messages: [{ id: 'x.y', default_message: 'The location is nearly full' }] }),
      'warning',
      /with 1 warning: The location is nearly full\..*"Messages to ignore"/,
    ],
    [
      'a warning that is ignored by its text',
      {
        ...unlike({ messages: [{ id: 'x.y', default_message: 'Nearly full' }] }),
        ignored: ['nearly full'],
      },
      'ok',
    ],
    [
      'a warning that is ignored by its id',
      {
        ...unlike({ messages: [{ id: 'X.Y', default_message: 'Nearly full' }] }),
        ignored: ['x.y'],
      },
      'ok',
    ],
    ['none that has ended', backups(backup(hour, { status: 'RUNNING' })), 'skipped'],
    [
      'a running one beside it',
      backups(backup(hour, { status: 'RUNNING' }), backup(13 * hour)),
      'ok',
      /2026-03-17 23:00/,
    ],
    [
      'one from the future, which does not count',
      backups(backup(-day, { status: 'FAILED' }), backup(13 * hour)),
      'ok',
    ],
  ],
  usual: [
    ['as usual', {}, 'ok', /2\.0 GB; 2\.0 GB is usual/],
    ['half of it', unlike({ size: 1_000_000_000 }), 'ok'],
    ['twice as much', unlike({ size: 4_000_000_000 }), 'ok', /is 4\.0 GB; 2\.0 GB is usual/],
    ['of another minor version', unlike({ build: { version: '8.1.0' }, size: 1 }), 'warning'],
    [
      'half of the five before it, which is enough',
      backups(...[0, 1, 2, 3, 4, 5].map((index) => backup(13 * hour + index * day))),
      'ok',
    ],
    [
      'as the last ten successes',
      backups(
        ...[0, 1, 2, 3, 4, 5].map((index) => backup(13 * hour + index * day)),
        ...[6, 7, 8].map((index) => backup(13 * hour + index * day, { status: 'FAILED', size: 1 })),
        ...[9, 10, 11, 12, 13].map((index) => backup(13 * hour + index * day)),
        ...Array.from({ length: 20 }, (_, index) => backup(15 * day + index * day, { size: 9 })),
      ),
      'ok',
      /2\.0 GB is usual/,
    ],
    ['less than half', unlike({ size: 999_999_999 }), 'warning', /only/],
    ['more than twice as much', unlike({ size: 4_000_000_001 }), 'ok', /more than twice/],
    ['without a size', unlike({ size: undefined }), 'skipped'],
    ['too few of its type', unlike({ type: 'MANUAL', size: 1 }), 'skipped'],
    ['of a type that is no word', unlike({ type: { toString: 1 }, size: 1 }), 'skipped'],
    ['too few of its major version', unlike({ build: { version: '9.0.0' }, size: 1 }), 'skipped'],
    [
      'too few at all',
      backups(...[0, 1, 2, 3, 4].map((index) => backup(13 * hour + index * day))),
      'skipped',
    ],
    [
      'one that has been running for three times as long',
      unlike({ status: 'RUNNING', start_time: ago(3 * hour) }),
      'ok',
    ],
    [
      'one that has been running for longer',
      unlike({ status: 'RUNNING', start_time: ago(3 * hour + 1000) }),
      'warning',
      /running for 3 h 1 s; 1 h is usual/,
    ],
    ['one that runs, nobody knows since when', withRunning({ start_time: undefined }), 'ok'],
    ['one of another type that has been running for longer', withRunning({ type: 'MANUAL' }), 'ok'],
    [
      'one that has been running for longer, and too few to compare',
      backups(stillRunning, ...[1, 2, 3, 4].map((index) => backup(13 * hour + index * day))),
      'skipped',
    ],
    [
      'one that has been running for longer than the five before it',
      backups(stillRunning, ...[1, 2, 3, 4, 5].map((index) => backup(13 * hour + index * day))),
      'warning',
    ],
    [
      'one that runs, compared with the last ten of its kind that succeeded',
      backups(
        stillRunning,
        ...Array.from({ length: 10 }, (_, index) => backup((2 + index) * day)),
        ...[13, 14, 15].map((index) => backup(index * day, { status: 'FAILED', duration: 9e4 })),
        ...Array.from({ length: 30 }, (_, index) => backup((20 + index) * day, { duration: 9e4 })),
      ),
      'warning',
      /; 1 h is usual/,
    ],
  ],
  jobs: [
    ['none', {}, 'skipped'],
    [
      'a reconciliation that has been running for 4 h',
      reconciliation('running', { startTime: ago(4 * hour) }),
      'ok',
    ],
    [
      'for more than 4 h',
      reconciliation('running', { startTime: ago(4 * hour + 1000) }),
      'warning',
      /already been running for 4 h 1 s/,
    ],
    ['a reconciliation that succeeded', reconciliation('succeeded', { endTime: ago(day) }), 'ok'],
    [
      'one that failed 7 days ago',
      reconciliation('failed', { endTime: ago(7 * day), error: 'A partner is away' }),
      'critical',
      /failed\. A partner is away\./,
    ],
    [
      'one that failed earlier',
      reconciliation('failed', { endTime: ago(7 * day + 1000) }),
      'warning',
    ],
    [
      'one that failed, nobody knows when or why',
      reconciliation('failed', {}),
      'critical',
      /failed\.$/,
    ],
    [
      'a reconciliation that runs, nobody knows since when',
      reconciliation('running', {}),
      'ok',
      /running for 0 s\.$/,
    ],
    [
      'a restore that succeeded',
      { parts: { restore: { value: job('restore', 'succeeded') } } },
      'ok',
      /restore succeeded/,
    ],
    [
      'a running restore',
      { parts: { restore: { value: job('restore', 'running') } } },
      'ok',
      /being restored/,
    ],
    ['a failed restore', { parts: { restore: { value: job('restore', 'failed') } } }, 'critical'],
    ['not allowed', { parts: { restore: fault('NOT_AUTHORIZED') } }, 'unknown'],
    ['not offered', { parts: { restore: fault('API_NOT_FOUND') } }, 'skipped'],
  ],
  health: [
    ['all green', {}, 'ok', /are healthy/],
    ['a word that is too long', health('x'.repeat(41)), 'unknown', / x{40}\.$/],
    [
      'a degraded database, with messages that are none',
      health('green', { status: 'DEGRADED', messages: [7, {}] }),
      'warning',
      /is DEGRADED\.$/,
    ],
    ['yellow', health('yellow'), 'warning', /database-storage is yellow/],
    ['orange', health('orange'), 'warning'],
    ['red', health('red'), 'critical'],
    ['gray, which is no data', health('gray'), 'ok'],
    ['green, and no data of the database', health('green', { status: 'gray' }), 'ok'],
    ['a word that nobody knows', health('purple'), 'unknown'],
    ['no word at all', health({ a: 1 }), 'unknown', /contains no status/],
    ['no status', health('green', {}), 'unknown', /health of database contains no status/],
    [
      'what cannot become a word',
      health('green', { status: { toString: 1 } }),
      'unknown',
      /no status/,
    ],
    ['a degraded database', health('green', { status: 'DEGRADED' }), 'warning'],
    [
      'an unhealthy database',
      health('green', {
        status: 'UNHEALTHY',
        messages: [{ severity: 'ERROR', message: { default_message: 'DB is full' } }],
      }),
      'critical',
      /database is UNHEALTHY\. DB is full\./,
    ],
    [
      'none of it',
      {
        parts: {
          health: {
            value: {
              ...{ 'database-storage': fault('API_NOT_FOUND'), storage: { value: 'gray' } },
              ...{ applmgmt: fault('NOT_FOUND'), database: fault('API_NOT_FOUND') },
            },
          },
        },
      },
      'skipped',
    ],
  ],
  archive: [
    ['found', {}, 'ok'],
    ...(
      [
        [{ word: 'missing' }, 'critical', /missing/],
        [{ word: 'other-version', version: '7.0.3' }, 'warning', /7\.0\.3/],
        [{ word: 'no-such-system' }, 'unknown', /system/],
        [{ word: 'fault', ...fault('INVALID_REQUEST') }, 'unknown', /INVALID_REQUEST/],
        [{ word: 'not-set' }, 'skipped', /is empty/],
        [{ word: 'elsewhere' }, 'skipped', /is not on the server/],
        [{ word: 'not-offered' }, 'skipped', /does not offer/],
        [{ word: 'no-success' }, 'skipped', /None of its backups/],
      ] as const
    ).map(
      ([result, status, text]): Row => [
        result.word,
        { parts: { archive: { value: { key: '', result } } } },
        status,
        text,
      ],
    ),
    ['backups that cannot be read', { parts: { entries: fault('TIMED_OUT') } }, 'unknown'],
    ['not readable itself', { parts: { archive: fault('TIMED_OUT') } }, 'unknown', /TIMED_OUT/],
  ],
  root: [
    ['60 days left', {}, 'ok', /in 60 d, at 2026-05-17 12:00/],
    ['nothing left', root(expiresIn(0)), 'critical', /expires in/],
    ['14 days left', root(expiresIn(14 * day)), 'ok'],
    ['a second less', root(expiresIn(14 * day - 1000)), 'warning'],
    ['3 days left', root(expiresIn(3 * day)), 'warning'],
    ['a second less than that', root(expiresIn(3 * day - 1000)), 'critical'],
    ['expired', root(expiresIn(-day)), 'critical', /expired at 2026-03-17/],
    ['never', root({ enabled: true }), 'ok', /never expires/],
    ['never, as null', root({ password_expires_at: null }), 'ok', /never expires/],
    ['a date that is none', root({ password_expires_at: 'soon' }), 'unknown'],
    ['no account at all', root('root'), 'skipped'],
    ['not allowed', { parts: { root: fault('NOT_AUTHORIZED') } }, 'skipped', /NOT_AUTHORIZED/],
  ],
};

describe('a check', () => {
  for (const name of checkNames) {
    describe(name, () => {
      for (const [title, differences, status, text] of rows[name]) {
        it(`${title}: ${status}`, () => {
          const [finding] = judge([name], facts(differences));
          const said = textIn(finding?.said ?? []);
          assert.equal(finding?.status, status, said);
          assert.notEqual(said, '');
          if (text !== undefined) assert.match(said, text);
        });
      }
    });
  }

  type Measured = Partial<Pick<Finding, 'value' | 'unit' | 'warning' | 'critical' | 'cause'>>;
  const nearlyFull = { default_message: 'No space left' };
  const measured: [name: CheckName, title: string, differences: Differences, expected: Measured][] =
    [
      ['reach', 'the time of its answers', {}, { value: 0.4, unit: 's' }],
      [
        'certificate',
        'the time that is left',
        {},
        { value: 90 * 86_400, unit: 's', warning: '2592000:', critical: '604800:' },
      ],
      [
        'root',
        'the time that is left',
        {},
        { value: 60 * 86_400, unit: 's', warning: '1209600:', critical: '259200:' },
      ],
      [
        'age',
        'the age, and how old it may be',
        {},
        { value: 13 * 3600, unit: 's', warning: String(27 * 3600), critical: String(51 * 3600) },
      ],
      ['age', 'nothing, without a success', backups(), {}],
      ['usual', 'the size', {}, { value: 2_000_000_000, unit: 'B', warning: '1000000000:' }],
      [
        'usual',
        'the size also where the duration is not usual',
        withRunning({}),
        { value: 2_000_000_000, unit: 'B', warning: '1000000000:' },
      ],
      ['last', 'no cause of a success', {}, {}],
      ['last', 'no cause that nobody knows', unlike({ messages: [{ default_message: 'x' }] }), {}],
      [
        'last',
        'the cause of a warning',
        unlike({ messages: [nearlyFull] }),
        { cause: 'location-write' },
      ],
      [
        'last',
        'the cause of a failure',
        unlike({ status: 'FAILED', messages: [nearlyFull] }),
        { cause: 'location-write' },
      ],
      ['last', 'no cause of a failure that nobody knows', unlike({ status: 'FAILED' }), {}],
      [
        'last',
        'the cause of one that was canceled',
        unlike({ status: 'FAILED', error: { error_type: 'CANCELED', messages: [nearlyFull] } }),
        { cause: 'location-write' },
      ],
    ];
  for (const [checked, title, differences, expected] of measured) {
    it(`${checked} measures ${title}`, () => {
      const [finding] = judge([checked], facts(differences));
      assert.ok(finding);
      const { name: _name, status: _status, said: _said, ...others } = finding;
      assert.deepEqual(others, expected);
    });
  }

  const needed: [name: CheckName, parts: string[]][] = [
    ['reach', []],
    ['certificate', []],
    ['schedule', ['plan']],
    ['age', ['entries', 'plan']],
    ['last', ['entries', 'plan']],
    ['usual', ['entries']],
    ['jobs', ['reconciliation', 'restore']],
    ['health', ['health']],
    ['archive', ['entries', 'archive']],
    ['root', ['root']],
  ];
  for (const [checked, parts] of needed) {
    it(`${checked} needs ${parts.join(' and ') || 'nothing'} besides what is always read`, () => {
      assert.deepEqual([...partsFor([checked])], parts);
    });
    const isAlways = parts.length === 0;
    it(`${checked} ${isAlways ? 'is made although' : 'is skipped where'} nothing was read`, () => {
      const [finding] = judge([checked], { ...facts(), parts: {} });
      assert.equal(finding?.status, isAlways ? 'ok' : 'skipped');
      assert.equal(/^Not checked|^It /.test(textIn(finding.said)), checked !== 'certificate');
    });
  }

  it('is skipped where the appliance cannot be reached, but for its certificate', () => {
    const found = judge(checkNames, facts({ parts: { reach: fault('UNREACHABLE') } }));
    const statuses = found.map(({ name, status }) => `${name} ${status}`);
    assert.match(textIn(found.at(-1)?.said ?? []), /could not be reached/);
    assert.deepEqual(statuses, [
      ...['reach critical', 'certificate ok', 'schedule skipped', 'age skipped', 'last skipped'],
      ...['usual skipped', 'jobs skipped', 'health skipped', 'archive skipped', 'root skipped'],
    ]);
  });
});
