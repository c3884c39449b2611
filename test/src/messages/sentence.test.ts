import assert from 'node:assert/strict';
import { sentence, textIn, type Words } from '../../../src/messages/sentence';
import { dateText, durationText } from '../../../src/messages/time-text';

const german: Words = {
  'job-backup': 'Die Sicherung von __appliance__',
  running: '__job__ läuft.',
  'no-appliance': 'Keine Appliance.',
};
const job = sentence('job-backup', { appliance: 'vc-a' });

describe('A sentence', () => {
  it('is English where no language is given', () => {
    assert.equal(textIn([sentence('running', { job })]), 'The backup of vc-a is running.');
  });

  it('is in the words of a language, and so is what is put in', () => {
    assert.equal(textIn([sentence('running', { job })], german), 'Die Sicherung von vc-a läuft.');
  });

  it('is English where the language lacks it, with what is put in where it does not', () => {
    const text = textIn([sentence('succeeded', { job })], german);
    assert.equal(text, 'Die Sicherung von vc-a succeeded.');
  });

  it('is followed by others, and by what the appliance said as it came', () => {
    const text = textIn([sentence('running', { job }), 'It said so.'], german);
    assert.equal(text, 'Die Sicherung von vc-a läuft. It said so.');
  });

  const puzzling = ['__appliance__', '$&', '$1', '__proto__', '', '\\'];
  for (const name of puzzling) {
    it(`has ${JSON.stringify(name)} put in as it is`, () => {
      const text = textIn([sentence('appliance-error', { appliance: name })]);
      assert.equal(text, `${name} reported an error.`);
    });
  }

  it('has numbers put in, also 0', () => {
    const text = textIn([sentence('running-with-progress', { job, progress: 0 })]);
    assert.equal(text, 'The backup of vc-a is running, 0% complete.');
  });
});

describe('A time in a sentence', () => {
  for (const [seconds, text] of [
    [0, '0 s'],
    [0.4, '0 s'],
    [59.6, '1 min'],
    [1005.787, '16 min 46 s'],
    [3600, '1 h'],
    [3661, '1 h 1 min'],
    [90_000, '25 h'],
    [172_799, '47 h 59 min'],
    [172_800, '2 d'],
    [43_199_940, '499 d 23 h'],
  ] as const) {
    it(`${seconds} seconds are ${text}`, () => assert.equal(durationText(seconds), text));
  }

  it('is a date that every language can have', () => {
    assert.equal(dateText(Date.UTC(2026, 0, 31, 2, 0, 59)), '2026-01-31 02:00 UTC');
  });
});
