import assert from 'node:assert/strict';
import { parseProcessorTime } from '../../bench/processor';

describe('bench: processor time of the machine', () => {
  const rows: [text: string, busy: number | undefined, stolen: number | undefined][] = [
    // user nice system idle iowait irq softirq steal guest guest_nice, in hundredths of a second
    ['cpu  100 20 30 9000 500 4 6 50 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n', 1.6, 0.5],
    ['cpu  100 20 30 9000\n', 1.5, 0],
    ['cpu0 1 1 1 1 1 1 1 1 0 0\n', undefined, undefined],
    ['', undefined, undefined],
  ];
  for (const [text, busy, stolen] of rows) {
    it(`of ${JSON.stringify(text)}: ${busy} s busy, ${stolen} s stolen`, () => {
      const time = parseProcessorTime(text);
      assert.equal(time?.busy, busy);
      assert.equal(time?.stolen, stolen);
    });
  }
});
