import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type Change, describeExample, reach, set } from './example';

interface Case {
  fault: string;
  shownBy: string;
  text: RegExp;
  /** What is wrong with the appliance. */
  wrong?: (simulator: Simulator) => void;
  /** What is wrong with the settings. */
  settings?: Change;
}

const appliance = { type: 'vcenter-appliance' };

const cases: Case[] = [
  {
    fault: 'AUTHENTICATION_FAILED',
    shownBy: 'check user and password',
    text: /refused the sign-in/,
    wrong: (simulator) => simulator.setPassword('another'),
  },
  {
    fault: 'NOT_AUTHORIZED',
    shownBy: 'grant the permission',
    text: /SystemConfiguration\.ReadOnly/,
    wrong: (simulator) => simulator.setScenario('forbidden'),
  },
  {
    fault: 'TLS_UNTRUSTED',
    shownBy: 'trust the certificate',
    text: /certificate/,
    settings: set(appliance, { fingerprint: '' }),
  },
  {
    fault: 'NOT_CONFIGURED',
    shownBy: 'complete the settings',
    text: /^"Host" is required/,
    settings: set(appliance, { host: '' }),
  },
  {
    fault: 'API_NOT_FOUND',
    shownBy: 'another fault',
    text: /does not look like a vCenter/,
    wrong: (simulator) =>
      simulator.answerWith('*', { status: 404, body: '<html><h1>Not Found</h1></html>' }),
  },
];

describeExample('04 - Catch the faults', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'found-succeeded' });
  });
  afterEach(() => simulator.stop());

  it('shows an answer by "answered"', async () => {
    await example.deploy(reach(simulator));
    await example.press('Ask');
    assert.match(await example.shown('answered'), /succeeded/);
  });

  for (const { fault, shownBy, text, wrong, settings = () => ({}) } of cases) {
    it(`shows ${fault} by "${shownBy}"`, async () => {
      await example.deploy(reach(simulator), settings);
      wrong?.(simulator);
      await example.press('Ask');
      assert.match(await example.shown(shownBy), text);
    });
  }

  it('asks an appliance that is out of reach again, until it answers', async () => {
    // The only thing these tests change that a user need not: a tenth of a second for the minute.
    const soon = set({ type: 'delay' }, { timeout: '100', timeoutUnits: 'milliseconds' });
    await example.deploy(reach(simulator), soon);
    await simulator.suspend();
    await example.press('Ask');
    assert.match(await example.shown('unreachable'), /refused the connection/);
    assert.match(await example.shown('unreachable'), /refused the connection/);
    await simulator.resume();
    assert.match(await example.shown('answered'), /succeeded/);
  });
});
