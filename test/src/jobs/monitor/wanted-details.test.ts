/** Of which backups a monitor needs the details. */
import assert from 'node:assert/strict';
import type { BackupEntry } from '../../../../src/jobs/backups/entries';
import type { JobState } from '../../../../src/jobs/job/job';
import type { MonitorSettings, StoredMemory } from '../../../../src/jobs/monitor/types';
import { detailsToWatch } from '../../../../src/jobs/monitor/wanted-details';
import { appliance } from './monitor-rows';

const day = 24 * 3_600_000;
const now = Date.parse('2025-03-04T12:00:00Z');

/** The id of the backup that was made so many days ago. */
function daysAgo(days: number): string {
  const time = new Date(now - days * day).toISOString();
  return `${time.replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)}-23319993`;
}

/** Ids of so many days, in no order. */
function idsOf(count: number, since = 0): string[] {
  return Array.from({ length: count }, (_, index) => daysAgo(since + ((index * 101) % count)));
}

function entry(id: string, status: string): BackupEntry {
  return { id, details: { status } };
}

const states = (ids: readonly string[], state: JobState) =>
  Object.fromEntries(ids.map((id) => [id, state]));

interface Row {
  title: string;
  settings?: Partial<MonitorSettings>;
  stored?: Partial<StoredMemory>;
  ids: string[];
  entries?: BackupEntry[];
  wanted: string[];
}

const thousand = idsOf(1001);
const newest = idsOf(30);
const opaque = ['b', 'c', 'a'];
const ofFourDays = idsOf(40).map((_, index) => daysAgo(index / 10));

const rows: Row[] = [
  { title: 'none of none', ids: [], wanted: [] },
  {
    title: 'at the first look the 30 newest',
    ids: thousand,
    wanted: newest,
  },
  {
    title: 'all where ids do not begin with a time',
    stored: { backups: states(opaque, 'succeeded') },
    ids: opaque,
    wanted: opaque,
  },
  {
    title: 'those that were running when they were reported',
    stored: { backups: { ...states(thousand, 'succeeded'), [daysAgo(600)]: 'running' } },
    ids: thousand,
    wanted: [...newest, daysAgo(600)],
  },
  {
    title: 'those that are new, after a long time in which nobody looked',
    stored: { since: now - 200 * day, backups: states(idsOf(901, 100), 'succeeded') },
    ids: thousand,
    wanted: idsOf(100),
  },
  {
    title: 'none that were there before the monitor began, but around that time: zones differ',
    stored: { since: now - 200 * day, backups: states(idsOf(150), 'succeeded') },
    ids: thousand,
    wanted: [...newest, ...idsOf(53, 150)],
  },
  {
    title: 'those of the days in which due times are judged, where there are many in a day',
    settings: { missedSchedule: true },
    stored: {
      backups: states(
        idsOf(400).map((_, index) => daysAgo(index / 10)),
        'succeeded',
      ),
    },
    ids: idsOf(400).map((_, index) => daysAgo(index / 10)),
    wanted: Array.from({ length: 91 }, (_, index) => daysAgo(index / 10)),
  },
  {
    title: 'all, where all are of these days',
    settings: { missedSchedule: true },
    stored: { backups: states(ofFourDays, 'succeeded') },
    ids: ofFourDays,
    wanted: ofFourDays,
  },
  {
    title: 'the 30 newest, where none is of these days',
    settings: { missedSchedule: true },
    stored: { backups: states(idsOf(40, 20), 'succeeded') },
    ids: idsOf(40, 20),
    wanted: idsOf(30, 20),
  },
  {
    title: 'older ones until one has succeeded, to know whether it is overdue',
    settings: { overdueAfter: day },
    ids: thousand,
    entries: newest.map((id) => entry(id, 'FAILED')),
    wanted: idsOf(130),
  },
  {
    title: 'no older ones before it is known whether one of the newest has succeeded',
    settings: { overdueAfter: day },
    ids: thousand,
    wanted: newest,
  },
  {
    title: 'no older ones once one has succeeded',
    settings: { overdueAfter: day },
    ids: thousand,
    entries: [...newest.map((id) => entry(id, 'FAILED')), entry(daysAgo(60), 'SUCCEEDED')],
    wanted: newest,
  },
  {
    title: 'no older ones where it is remembered when one has succeeded',
    settings: { overdueAfter: day },
    stored: { lastSuccess: now - 90 * day },
    ids: thousand,
    entries: newest.map((id) => entry(id, 'FAILED')),
    wanted: newest,
  },
  {
    title: 'no older ones where nobody asks whether it is overdue',
    ids: thousand,
    entries: newest.map((id) => entry(id, 'FAILED')),
    wanted: newest,
  },
];

describe('A monitor needs the details of', () => {
  for (const { title, settings, stored, ids, entries = [], wanted } of rows) {
    it(title, () => {
      const memory = { stored: { appliance: appliance.host, since: now, ...stored } };
      const chosen = { missedSchedule: false, overdueAfter: 0, ...settings };
      const found = detailsToWatch(chosen, memory, ids, entries, now);
      assert.deepEqual([...found].sort(), [...wanted].sort());
    });
  }
});
