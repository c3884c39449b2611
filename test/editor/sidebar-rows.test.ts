import assert from 'node:assert/strict';
import { badgeOf, needsAttention, rowsOf, type Telling } from '../../nodes/editor/sidebar/rows';
import { distanceText } from '../../nodes/editor/sidebar/time-text';
import { wordsOf } from '../../scripts/node-files';
import type { Overview } from '../../src/jobs/overview/overview';

const sidebar = 'vcenter-recovery-sidebar';
const now = Date.UTC(2026, 0, 31, 12);
const at = '2026-01-31T11:58:00.000Z';

function telling(language: string): Telling {
  const words = wordsOf(sidebar, language);
  const translate = (key: string, parameters: Record<string, string> = {}) =>
    (words.get(key) ?? `no ${key}`).replace(/__(\w+)__/g, (_, name) => parameters[name] ?? '');
  return { translate, language, now };
}

/** Of a backup, two days and ten hours ago. */
const success = '2026-01-29T02:00:00.000Z';

const healthy: Overview = {
  ...{ name: 'vc-a', host: 'vc-a.lab.example', health: 'ok', signIn: { accepted: true, left: 2 } },
  ...{ reconciliation: { state: 'not-found', at }, restore: { state: 'none', at } },
  backup: {
    ...{ latest: { state: 'succeeded', at }, success: '2026-01-31T02:00:00.000Z', at },
    ...{ nextDue: '2026-02-01T02:00:00.000Z', isUnscheduled: false },
  },
};

describe('A row of the sidebar', () => {
  const rows: [
    what: string,
    changes: Partial<Overview>,
    index: number,
    text: RegExp,
    color?: string,
  ][] = [
    ['a sign-in that was accepted', {}, 0, /^accepted, tries left: 2$/],
    ['one that was not made yet', { signIn: { left: 2 } }, 0, /^not tried yet, tries left: 2$/],
    [
      'one that was refused',
      { signIn: { accepted: false, left: 1, nextTry: '2026-01-31T12:15:00.000Z' } },
      ...([0, /^refused, tries left: 1, next at \d+:15/, 'red'] as const),
    ],
    ['no reconciliation', {}, 1, /^none$/],
    [
      'one that runs',
      { reconciliation: { state: 'running', progress: 42, at } },
      ...([1, /^running, 42 %$/, 'blue'] as const),
    ],
    [
      'one that failed',
      { reconciliation: { state: 'failed', end: '2026-01-31T09:00:00.000Z', at } },
      ...([1, /^failed \(3 hr\. ago\)$/, 'red'] as const),
    ],
    ['backups', {}, 2, /^last success 10 hr\. ago, next in 14 hr\.$/],
    [
      'backups without a success',
      { backup: { at, isUnscheduled: true } },
      ...([2, /^no success seen, no schedule$/, 'yellow'] as const),
    ],
    [
      'backups that are late',
      { backup: { at, success, lateness: 'late', isUnscheduled: false } },
      ...([2, /^overdue, last success 2 days ago$/, 'yellow'] as const),
    ],
    [
      'one that runs after they were very late',
      {
        backup: {
          ...{ latest: { state: 'running', progress: 7, at }, at, success },
          ...{ lateness: 'critical', isUnscheduled: false },
        },
      },
      ...([2, /^overdue, running, 7 %, last success 2 days ago$/, 'red'] as const),
    ],
    ['a restore that was never', {}, 3, /^none$/],
  ];
  for (const [what, changes, index, text, color] of rows) {
    it(`shows ${what}`, () => {
      const row = rowsOf({ ...healthy, ...changes }, telling('en-US'))[index];
      assert.match(row?.text ?? '', text);
      assert.equal(row?.color, color);
    });
  }

  it('shows that nobody has asked yet, or that nothing can be asked', () => {
    const texts = rowsOf({ name: 'a', host: 'a' }, telling('en-US')).map(({ text }) => text);
    const unseen = 'not asked yet';
    assert.deepEqual(texts, ['check the settings', unseen, unseen, unseen]);
  });

  it('shows it in German', () => {
    const texts = rowsOf(healthy, telling('de')).map(({ text }) => text);
    assert.deepEqual(texts, [
      ...['angenommen, Versuche übrig: 2', 'nicht vorhanden'],
      ...['letzter Erfolg vor 10 Std., nächste in 14 Std.', 'nicht vorhanden'],
    ]);
  });
});

describe('The badge in the sidebar', () => {
  const badges: [Overview['health'], string, string, boolean][] = [
    [undefined, 'not asked yet', 'grey', false],
    ['ok', 'ok', 'green', false],
    ['SIGN_IN_PAUSED', 'sign-in paused', 'yellow', true],
    ['UNREACHABLE', 'unreachable', 'red', true],
  ];
  for (const [health, text, color, isBad] of badges) {
    it(`is "${text}" for ${health}`, () => {
      const { health: _, ...others } = healthy;
      const overview = health === undefined ? others : { ...others, health };
      assert.deepEqual(badgeOf(overview, telling('en-US')), { text, color });
      assert.equal(needsAttention(overview, telling('en-US')), isBad);
    });
  }
});

describe('The distance of a time', () => {
  const distances: [seconds: number, text: string][] = [
    [-5, 'now'],
    [59, 'now'],
    [-61, '1 min. ago'],
    [-3599, '59 min. ago'],
    [3600, 'in 1 hr.'],
    [-47 * 3600, '47 hr. ago'],
    [-49 * 3600, '2 days ago'],
  ];
  for (const [seconds, text] of distances) {
    it(`of ${seconds} s is "${text}"`, () => {
      const time = new Date(now + seconds * 1000).toISOString();
      assert.equal(distanceText(time, now, 'en-US'), text);
    });
  }
});
