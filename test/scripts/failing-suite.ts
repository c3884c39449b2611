/** Not one of our tests: failing.test.ts runs it, to check that a failing run ends. */
import { createServer } from 'node:http';
import { within } from '../within';

describe('A suite that leaves a server open', () => {
  before((done) => {
    createServer().listen(0, '127.0.0.1', done);
  });

  it('fails', () => within(Promise.reject(new Error('This did not come.')), () => 'nothing'));

  it('passes all the same', () => {});
});
