import assert from 'node:assert/strict';
import { readScaleCommandLine } from '../../bench/scale/command-line';

describe('bench: command line for many appliances', () => {
  const rows: [parameters: string[], options: object][] = [
    [[], { form: 'full', help: false }],
    [['--short'], { form: 'short', help: false }],
    [
      ['--appliances', '3000'],
      { form: 'full', help: false, carry: { appliances: 3000, interval: 10 } },
    ],
    [
      ['--appliances', '5', '--interval', '300'],
      { form: 'full', help: false, carry: { appliances: 5, interval: 300 } },
    ],
  ];
  for (const [parameters, options] of rows) {
    it(`reads ${JSON.stringify(parameters.join(' '))}`, () => {
      assert.deepEqual(readScaleCommandLine(parameters), options);
    });
  }

  const refused: string[][] = [
    ['--fast'],
    ['--appliances', 'many'],
    ['--appliances', '0'],
    ['3000'],
  ];
  for (const parameters of refused) {
    it(`refuses ${JSON.stringify(parameters.join(' '))}`, () => {
      assert.throws(() => readScaleCommandLine(parameters));
    });
  }
});
