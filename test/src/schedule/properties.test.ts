import assert from 'node:assert/strict';
import { contentsOf, differencesOf } from '../../../src/schedule/properties';

type Fields = Record<string, unknown>;
/** A difference in short: the property, from, to. */
type Row = [
  it: string,
  before: Fields | null,
  desired: Fields,
  ...found: [string, unknown, unknown][],
];

const at = (hour: number, minute: number, days?: string[]) => ({
  recurrence_info: { hour, minute, ...(days === undefined ? {} : { days }) },
});
const week = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

const rows: readonly Row[] = [
  ['nothing is named', { location: 'nfs://h/x' }, {}],
  ['what is not named differs', { location: 'nfs://h/x', enable: true }, { enable: true }],
  ['enabled, of none given', {}, { enable: true }],
  ['disabled, of none given', {}, { enable: false }, ['enable', null, false]],
  ['slow, of none given', {}, { fast_backup: false }],
  ['fast, of none given', {}, { fast_backup: true }, ['fast_backup', null, true]],
  ['null, of a slow backup', { fast_backup: false }, { fast_backup: null }],
  [
    'null, of a fast backup',
    { fast_backup: true },
    { fast_backup: null },
    ['fast_backup', true, null],
  ],
  ['null, of an empty user', { location_user: '' }, { location_user: null }],
  [
    'null, of a user',
    { location_user: 'u' },
    { location_user: null },
    ['location_user', 'u', null],
  ],
  [
    'another case of the user',
    { location_user: 'u' },
    { location_user: 'U' },
    ['location_user', 'u', 'U'],
  ],
  ['parts twice', { parts: ['seat', 'seat'] }, { parts: ['common', 'seat'] }],
  ['the mandatory part only', { parts: ['common'] }, { parts: [] }],
  ['parts that are none', { parts: 'seat' }, { parts: ['seat'] }, ['parts', [], ['seat']]],
  ['the same time', at(2, 5), at(2, 5, week)],
  ['midnight', at(0, 0), at(0, 1), ['recurrence_info.time', '00:00', '00:01']],
  [
    'time and days',
    at(2, 0, ['MONDAY']),
    at(3, 0),
    ['recurrence_info.time', '02:00', '03:00'],
    ['recurrence_info.days', ['MONDAY'], week],
  ],
  ['days that are none', at(2, 0, ['SOMEDAY']), at(2, 0)],
  [
    'a recurrence that is none',
    { recurrence_info: 'daily' },
    at(2, 0),
    ['recurrence_info.time', 'undefined:undefined', '02:00'],
  ],
  [
    'what cannot become a text',
    { location: { toString: 1 }, location_user: { toString: 1 } },
    { location: 'sftp://h/x', location_user: 'u' },
    ['location', '[object Object]', 'sftp://h/x'],
    ['location_user', { toString: 1 }, 'u'],
  ],
  [
    'the same retention, with more to it',
    { retention_info: { max_count: 7, other: 1 } },
    { retention_info: { max_count: 7 } },
  ],
  [
    'null, of a retention',
    { retention_info: { max_count: 7 } },
    { retention_info: null },
    ['retention_info', { max_count: 7 }, null],
  ],
  [
    'a password in a location',
    { location: 'sftp://u:***@h/x' },
    { location: 'sftp://u:secret@h/x' },
  ],
  [
    'another location, without its password',
    { location: 'sftp://h/x' },
    { location: 'sftp://u:secret@h/y' },
    ['location', 'sftp://h/x', 'sftp://u:***@h/y'],
  ],
  [
    'no schedule',
    null,
    { enable: false, ...at(2, 0) },
    ['enable', null, false],
    ['recurrence_info.time', null, '02:00'],
    ['recurrence_info.days', null, week],
  ],
];

describe('The differences of a schedule from the desired one', () => {
  for (const [what, before, desired, ...found] of rows) {
    it(what, () =>
      assert.deepEqual(
        differencesOf(before, desired).map(({ property, from, to }) => [property, from, to]),
        found,
      ),
    );
  }

  it('of one that is removed are all that it has', () =>
    assert.deepEqual(
      contentsOf({ location: 'sftp://h/x', enable: true, unknown: 1 }).map(
        ({ property, from, to }) => [property, from, to],
      ),
      [
        ['location', 'sftp://h/x', null],
        ['enable', true, null],
      ],
    ));
});
