import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(__dirname, '..', '..');
const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');

describe('A run with a failing test', () => {
  for (const how of [[], ['--parallel', '--jobs', '2']]) {
    it(`ends by itself, though a server is open, and the other tests pass (${how.join(' ') || 'serial'})`, async () => {
      const child = spawn(process.execPath, [mocha, ...how, 'test/scripts/failing-suite.ts'], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
      assert.equal(code, 1);
      assert.match(output, /This did not come\./);
      assert.match(output, /^1 passed, 1 failed$/m);
    });
  }
});
