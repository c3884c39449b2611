/** Whatever was measured of an appliance, however absurd: the checks judge it. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assessmentOf } from '../../src/checks/assess';
import { statuses } from '../../src/checks/finding';
import { formats } from '../../src/checks/formats/formats';
import type { Facts } from '../../src/checks/judge/facts';
import { checkNames, defaultThresholds, type ThresholdName } from '../../src/checks/names';
import { readChecks, readThresholds } from '../../src/checks/read-settings';
import { fleetVerdictOf, verdictOf } from '../../src/checks/verdict';
import { latestFirst } from '../../src/jobs/backups/entries';
import { answerToJob } from '../../src/jobs/job/answer-to-job';
import type { JobFacts } from '../../src/jobs/job/job';
import { isTimeZone } from '../../src/jobs/schedule/due-times';
import { isRecord } from '../../src/messages/record';
import { englishWords } from '../../src/messages/sentence';
import { facts, fault, now, planOf } from '../src/checks/measured';
import { anyJson, anyText, anyTime } from './any-json';
import { holds } from './holds';

const identity = { id: 'a', name: 'vc-a', host: 'vc-a.lab.example' };

/** Of a part that was not read, there is a fault. */
function orFault<Value>(value: fc.Arbitrary<Value>) {
  const faults = fc.constantFrom(
    fault('UNREACHABLE'),
    fault('NOT_AUTHORIZED'),
    fault('NOT_FOUND'),
    fault('TLS_UNTRUSTED'),
  );
  return fc.option(
    fc.oneof(
      { weight: 5, arbitrary: value.map((read) => ({ value: read })) },
      { weight: 1, arbitrary: faults },
    ),
    { nil: undefined },
  );
}

/** Details of a backup, each of them as it should be or anything. */
const anyDetails = fc.record(
  {
    status: fc.oneof(fc.constantFrom('SUCCEEDED', 'FAILED', 'INPROGRESS'), anyJson()),
    start_time: fc.oneof(anyTime, anyJson()),
    end_time: fc.oneof(anyTime, anyJson()),
    duration: fc.oneof(fc.double(), anyJson()),
    size: fc.oneof(fc.double(), anyJson()),
    type: fc.oneof(fc.constantFrom('SCHEDULED', 'MANUAL'), anyJson()),
    messages: anyJson(),
    error: anyJson(),
    build: anyJson(),
  },
  { requiredKeys: [] },
);

const anyEntries = fc
  .array(fc.record({ id: anyText, details: anyDetails }), { maxLength: 12 })
  .map(latestFirst);

const anySchedule = fc.record(
  {
    enable: fc.oneof(fc.boolean(), anyJson()),
    location: fc.oneof(anyText, anyJson()),
    recurrence_info: fc.oneof(
      fc.record({
        hour: fc.oneof(fc.integer({ min: -1, max: 30 }), fc.double()),
        minute: fc.oneof(fc.integer({ min: -1, max: 70 }), fc.double()),
        days: fc.oneof(fc.subarray(['MONDAY', 'SUNDAY', 'NEVER']), anyJson()),
      }),
      anyJson(),
    ),
  },
  { requiredKeys: [] },
);

const anyPlan = fc
  .tuple(
    fc.dictionary(anyText, fc.oneof(anySchedule, anyJson()), { maxKeys: 4 }),
    fc
      .constantFrom('Etc/UTC', 'Europe/Berlin', 'Pacific/Apia', 'America/St_Johns')
      .filter(isTimeZone),
  )
  .map(([schedules, zone]) => planOf(schedules, zone));

/** A job as it would have been read from any answer. */
function anyJob(kind: JobFacts['kind']): fc.Arbitrary<JobFacts> {
  const payload = fc.oneof(anyDetails, anyJson());
  return payload.map((given) => {
    const answer = { operation: '', requestId: '', statusCode: 200, found: true, payload: given };
    try {
      return answerToJob(kind, identity, answer);
    } catch {
      return answerToJob(kind, identity, { ...answer, found: false });
    }
  });
}

const anyReach = fc.record({
  ids: fc.array(anyText, { maxLength: 3 }),
  seconds: fc.double({ min: 0, max: 1e9, noNaN: true }),
  version: anyText,
  ahead: fc.oneof(fc.integer(), fc.maxSafeInteger()),
});

const anyHealth = fc.constantFrom('database-storage', 'storage', 'applmgmt', 'database');

const anyParts = fc.record({
  reach: orFault(anyReach),
  entries: orFault(anyEntries),
  plan: orFault(anyPlan),
  reconciliation: orFault(anyJob('reconciliation')),
  restore: orFault(anyJob('restore')),
  health: orFault(
    fc.dictionary(
      anyHealth,
      fc.oneof(anyJson(), anyText).map((value) => ({ value })),
    ),
  ),
  root: orFault(fc.oneof(anyJson(), fc.record({ password_expires_at: anyTime }))),
}) as fc.Arbitrary<Facts['parts']>;

/** By our clock or the appliance's: a year has four digits there. */
const anyMoment = fc.oneof(
  fc.constant(now),
  fc.integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59Z') }),
);

const anyThresholds = fc.dictionary(
  fc.constantFrom(...(Object.keys(defaultThresholds) as ThresholdName[])),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  { noNullPrototype: true },
);

const anyAssessment = fc
  .record({
    parts: anyParts,
    moment: anyMoment,
    thresholds: anyThresholds,
    ignored: fc.array(anyText, { maxLength: 2 }),
    certificate: fc.option(fc.record({ expires: anyMoment, seenAt: anyMoment }), {
      nil: undefined,
    }),
  })
  .map(({ moment, ...measured }) => facts({ ...measured, now: moment }));

describe('Whatever was measured', () => {
  holds(
    'is judged: each check has one of the statuses, and a text on one line',
    { few: 150, oneIn: 10 },
    fc.property(anyAssessment, (measured) => {
      const toJudge = {
        ...{ identity, words: englishWords, facts: measured, connection: 'api' as const },
        measured: { parts: measured.parts, at: measured.now, seconds: 1 },
      };
      const assessment = assessmentOf(toJudge, checkNames);
      const verdict = verdictOf(assessment);
      assert.ok(statuses.includes(verdict.status));
      assert.deepEqual(
        verdict.checks.map(({ name }) => name),
        checkNames,
      );
      for (const { text, value = 0, name } of verdict.checks) {
        assert.ok(text.length > 0, `${name} says something`);
        assert.doesNotMatch(text, /[\p{Cc}\u2028\u2029]|NaN|Invalid/u);
        assert.ok(Number.isFinite(value), `${name} ${value}`);
      }
      const again: unknown = JSON.parse(JSON.stringify(verdict));
      assert.ok(isRecord(again));
      assert.equal(fleetVerdictOf([verdict, verdict], englishWords).counts[verdict.status], 2);
      for (const write of Object.values(formats)) {
        const { payload } = write?.([assessment], { areSeveral: false, words: englishWords }) ?? {};
        assert.doesNotMatch(JSON.stringify(payload) ?? '', /NaN/);
      }
    }),
  );
});

describe('Any JSON as checks and thresholds', () => {
  holds(
    'is read, or refused with a word and a short detail',
    { few: 1000 },
    fc.property(fc.oneof(anyJson(), anyThresholds), (given) => {
      for (const read of [readChecks(given), readThresholds(given)]) {
        if ('word' in read) assert.ok(read.detail.length <= 40);
        else
          assert.ok(Array.isArray(read.value) || Object.values(read.value).every(Number.isFinite));
      }
    }),
  );
});
