/** The output of a monitoring plugin, by the grammar of its guidelines. */
import assert from 'node:assert/strict';
import { toPlugin } from '../../../../src/checks/formats/plugin';
import { englishWords } from '../../../../src/messages/sentence';
import { assessment } from '../assessment';
import { backup, fault, hour } from '../measured';

const words = englishWords;
const ofOne = { areSeveral: false, words };
const ofSeveral = { areSeveral: true, words };

/** `'label'=value[unit];[warning];[critical];[minimum];[maximum]`, with ranges `a`, `a:` or `a:b`. */
const range = String.raw`(?:@?(?:~|-?\d+)?:?-?\d*)`;
const measure = String.raw`'[^'=]+'=-?\d+(?:\.\d+)?(?:s|B|%|c)?(?:;${range}){0,4}`;
const grammar = new RegExp(
  String.raw`^(?:OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]+(?: \| ${measure}(?: ${measure})*)?\n(?:[^|\n]+\n)*$`,
);

describe('the output of a monitoring plugin', () => {
  it('says what is measured, with thresholds', () => {
    const output = toPlugin([assessment()], ofOne);
    assert.equal(
      output,
      'OK - vc-a is recoverable. The last successful backup started 13 h ago, at 2026-03-17 23:00 UTC. | ' +
        "'age'=46800s;97200;183600;0 'size'=2000000000B;;;0 'duration'=3600s;;;0 " +
        "'certificate'=7776000s;2592000:;604800:\n",
    );
    assert.match(output, grammar);
  });

  it('says of several how many are how, then which are not ok', () => {
    const away = assessment('vc-b', { parts: { reach: fault('UNREACHABLE') } });
    const output = toPlugin([assessment(), away], ofSeveral);
    assert.equal(
      output,
      'CRITICAL - 1 of 2 appliances need attention. | ' +
        "'ok'=1;;;0 'warning'=0;;;0 'critical'=1;;;0 'unknown'=0;;;0\n" +
        'CRITICAL - vc-b: critical. The fault UNREACHABLE.\n',
    );
    assert.match(output, grammar);
  });

  it('has no bar and no line break that comes from outside', () => {
    const message = { default_message: 'a|b\r\nc\u2028d\u0000e' };
    const entries = { value: [backup(hour, { status: 'FAILED', messages: [message] })] };
    const output = toPlugin([assessment('vc|a', { parts: { entries } })], ofOne);
    assert.match(output, /^CRITICAL - vc\/a: critical\. .*a\/b c d e\./);
    assert.match(output, grammar);
  });

  it('has at most 200 characters before the bar, and at most 4 kB', () => {
    const message = { default_message: 'ß'.repeat(5000) };
    const entries = { value: [backup(hour, { status: 'FAILED', messages: [message] })] };
    const all = Array.from({ length: 100 }, (_, index) =>
      assessment(`vc-${index}`, { parts: { entries } }),
    );
    const [one] = all;
    const [said = ''] = toPlugin(one === undefined ? [] : [one], ofOne).split(' | ');
    assert.equal(said.length, 200);
    const output = toPlugin(all, ofSeveral);
    assert.ok(Buffer.byteLength(output) <= 4096, `${Buffer.byteLength(output)} bytes`);
    assert.match(output, grammar);
  });

  it('is unknown without appliances', () => {
    assert.match(toPlugin([], ofSeveral), /^UNKNOWN - /);
  });
});
