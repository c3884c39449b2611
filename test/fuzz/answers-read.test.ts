/** Any JSON, and any text, as an appliance's answer to any operation: read without a flow. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Fault } from '../../src/appliance/faults/fault';
import { faultCodes } from '../../src/appliance/faults/fault-codes';
import { readAnswer } from '../../src/appliance/http/read-answer';
import type { Operation } from '../../src/appliance/operations/operation';
import {
  healthOperations,
  sessionOperations,
  systemOperations,
} from '../../src/appliance/operations/tables/further-operations';
import { operations } from '../../src/appliance/operations/tables/recovery-operations';
import { systemClock } from '../../src/clock';
import { entryToReading } from '../../src/jobs/backups/entries';
import { answerToJob } from '../../src/jobs/job/answer-to-job';
import { jobOf } from '../../src/jobs/job/job-text';
import { isRecord } from '../../src/messages/record';
import { formsOf } from '../../src/messages/redaction';
import { anyJson, anyText } from './any-json';
import { holds } from './holds';
import { anySecret, foundIn, textsWith } from './secrets';

const all: readonly Operation[] = [
  ...Object.values(operations),
  ...Object.values(sessionOperations),
  ...Object.values(systemOperations),
  ...Object.values(healthOperations),
];

const identity = { id: 'a', name: 'vc-a', host: 'vc-a.lab.example' };

const anyStatus = fc.oneof(
  fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 502, 503, 504),
  fc.integer({ min: 100, max: 999 }),
);

const anyHeaders = fc.record({
  'retry-after': fc.oneof(anyText, fc.nat().map(String), fc.constant(undefined)),
});

/** An answer that repeats a secret, whether or not it is JSON. */
const anyAnswer = anySecret.chain((secret) => {
  const json = fc
    .array(textsWith(secret), { maxLength: 2 })
    .chain((texts) => anyJson(...texts))
    .map((value) => JSON.stringify(value));
  return fc.record({
    secret: fc.constant(secret),
    operation: fc.constantFrom(...all),
    connection: fc.constantFrom('api', 'rest', 'management'),
    noneIsAnAnswer: fc.boolean(),
    isStranger: fc.boolean(),
    status: anyStatus,
    headers: anyHeaders,
    text: fc.oneof(
      { weight: 6, arbitrary: json },
      { weight: 1, arbitrary: fc.tuple(json, anyText).map((parts) => parts.join('')) },
      { weight: 1, arbitrary: textsWith(secret) },
      { weight: 1, arbitrary: anyText },
    ),
  });
});

describe('Any answer to any operation', () => {
  holds(
    'is a success, "there is no such thing", or a fault; and has no form of a secret',
    { few: 700 },
    fc.property(anyAnswer, ({ secret, operation, status, headers, text, isStranger, ...how }) => {
      const secrets = formsOf(secret);
      const { changes } = operation;
      const request = { subject: 'vc-a', operation: operation.name, requestId: 'r', changes };
      const reading = readAnswer(
        { status, headers, text },
        { ...how, operation, secrets, request: { ...request, isStranger }, clock: systemClock },
      );
      if (reading.kind !== 'fault') {
        assert.equal(foundIn(reading.payload, secrets), undefined);
        return;
      }
      const { fault } = reading;
      const report = fault.report();
      assert.ok(Object.hasOwn(faultCodes, report.code));
      assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
      assert.equal(foundIn([report, fault.message, fault.cause], secrets), undefined);
      assert.doesNotMatch(report.text, /[\p{Cc}\u2028\u2029]/u);
      const { retryAfter = 0 } = report;
      assert.ok(Number.isSafeInteger(retryAfter) && retryAfter >= 0, `retryAfter ${retryAfter}`);
    }),
  );

  holds(
    'is a job of a known state, with times that are times, or a fault',
    { few: 700 },
    fc.property(
      anyJson(),
      fc.constantFrom('reconciliation', 'backup', 'restore'),
      fc.boolean(),
      (payload, kind, found) => {
        const operation = `${kind}.job.get`;
        const answer = { operation, requestId: 'r', statusCode: 200, payload, found };
        try {
          const job = answerToJob(kind, identity, answer);
          const { text, ...facts } = jobOf({ job, payload });
          assert.ok(text.startsWith('The ') || text.startsWith('vc-a '), text);
          assert.doesNotMatch(text, /[\p{Cc}\u2028\u2029]/u);
          assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
          const { progress = 0, duration = 0, startTime, endTime } = facts;
          assert.ok(progress >= 0 && progress <= 100, `progress ${progress}`);
          assert.ok(duration >= 0 && Number.isFinite(duration), `duration ${duration}`);
          for (const time of [startTime, endTime]) {
            if (time !== undefined) assert.ok(!Number.isNaN(Date.parse(time)), time);
          }
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          assert.match(error.code, /^(INVALID_RESPONSE|UNKNOWN_STATUS)$/);
        }
      },
    ),
  );

  holds(
    'is an entry of the list of backups, or a fault',
    { few: 1000 },
    fc.property(anyJson(), anyText, (details, id) => {
      if (!isRecord(details)) return;
      try {
        const { job } = entryToReading(identity, { id, details });
        assert.equal(job.id, id);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
    }),
  );
});
