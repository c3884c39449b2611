import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type Change, describeExample, reach } from './example';

describeExample('10 - The management interface', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'found-succeeded', rootPassword: 'Root-1!' });
    await example.deploy(reach(simulator), onManagementPort);
  });
  afterEach(() => simulator.stop());

  /** The stand-in cannot have the port 5480, which the flow would use by itself. */
  const onManagementPort: Change = ({ name }) =>
    name === 'vCenter on 5480'
      ? {
          port: String(simulator.managementPort),
          credentials: { username: 'root', password: simulator.rootPassword },
        }
      : {};

  it('asks on 443 alone as long as that answers', async () => {
    await example.press('Ask');
    assert.match(await example.shown('answered on 443'), /succeeded/);
    assert.deepEqual(example.unread(), []);
    assert.equal(simulator.counters().requests, 2, 'a sign-in and the question');
  });

  for (const trouble of ['unauthenticated', 'service-unavailable', 'refused'] as const) {
    it(`asks on 5480 while 443 is in the trouble "${trouble}"`, async () => {
      simulator.setScenario([{ job: { status: 'RUNNING', progress: 42 }, trouble, side: 'api' }]);
      await example.press('Ask');
      assert.match(await example.shown('answered on 5480'), /running, 42% complete/);
      assert.deepEqual(example.unread(), []);
      const asked = simulator.requests.at(-1);
      assert.equal(asked?.path, '/rest/appliance/recovery/reconciliation/job');
      assert.equal(simulator.counters().logins, 0);
    });
  }

  it('says so where neither answers', async () => {
    await simulator.suspend();
    await example.press('Ask');
    assert.match(await example.shown('neither answered'), /refused the connection/);
    assert.deepEqual(example.complaints(), []);
  });
});
