import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { scenarios } from '../../simulator';
import { readScript } from '../../simulator/scenarios/read-script';

describe('Stand-in appliance: README', () => {
  const readme = readFileSync(resolve(__dirname, '../../simulator/README.md'), 'utf8');

  it('has every scenario, in its own words', () => {
    const rows = scenarios.map(({ name, alias, description }) => {
      const also = alias === undefined ? '' : ` (or \`${alias}\`)`;
      return `| \`${name}\`${also} | ${description} |`;
    });
    assert.ok(readme.includes(rows.join('\n')), `its table should be\n${rows.join('\n')}`);
  });

  it('shows a script that can be played', () => {
    const script = /```json\n(.*?)```/s.exec(readme)?.[1] ?? '';
    assert.doesNotThrow(() => readScript(JSON.parse(script)));
  });
});
