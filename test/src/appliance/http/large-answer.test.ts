/** How long the largest answers take, compared with what no client can do without: parsing them. */
import assert from 'node:assert/strict';
import { limitNesting } from '../../../../src/appliance/http/limit-nesting';
import { nextDue } from '../../../../src/jobs/schedule/due-times';
import { readSchedules } from '../../../../src/jobs/schedule/plan';
import { formsOf, redactAnswer } from '../../../../src/messages/redaction';

/** The shortest of three times (ms): other work on the machine makes them longer, never shorter. */
function shortest(work: () => void): number {
  const times = [1, 2, 3].map(() => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return Math.min(...times);
}

describe('An answer of 300,000 texts', () => {
  it('takes little longer than to parse it', () => {
    const text = `[${Array(300_000).fill('"@a"').join()}]`;
    const secrets = [...formsOf('A password.1'), ...formsOf('the-id-of-a-session')];
    const parsing = shortest(() => JSON.parse(text));
    const answers = [1, 2, 3].map(() => JSON.parse(text));
    const rest = shortest(() => redactAnswer(limitNesting(answers.pop(), text), secrets));
    const ratio = rest / parsing;
    assert.ok(ratio < 4, `${Math.round(rest)} ms, ${ratio.toFixed(1)} times as long as parsing`);
  });
});

describe('An appliance with 6,000 schedules', () => {
  const recurrence_info = { hour: 2, minute: 0, days: ['MONDAY'] };
  const schedules = Object.fromEntries(
    Array.from({ length: 6000 }, (_, index) => [`s${index}`, { enable: true, recurrence_info }]),
  );

  it('is judged by a hundred of them', () => {
    const read = readSchedules(schedules);
    assert.equal(read.length, 100);
    assert.ok(nextDue(read, 'Europe/Berlin', Date.now()) !== undefined);
  });
});
