/** What a flow sees where the server may be no appliance at all. */
import assert from 'node:assert/strict';
import { type Answer, type Simulator, startSimulator } from '../../simulator';
import { type DeployedFlow, deploy, type FlowOptions } from './deployed-flow';

const stranger =
  /^vc-a \(.+\) does not look like a vCenter, or its services have not started yet: check host, port and connection\./;
const vapi = (error_type: string): Answer => ({
  status: 404,
  body: { error_type, messages: [] },
});

/** What answers every request, and the code of the fault. */
const strangers: readonly [what: string, Answer, code: string][] = [
  ['a page that is not found', { status: 404, body: '<h1>Not Found</h1>' }, 'API_NOT_FOUND'],
  ['a welcome page', { status: 200, body: '<h1>Welcome</h1>' }, 'INVALID_RESPONSE'],
  ['nothing', { status: 200, body: '' }, 'INVALID_RESPONSE'],
  ['a redirect', { status: 301, headers: { Location: '/login' } }, 'INVALID_RESPONSE'],
  ['a page for members', { status: 403, body: 'Forbidden' }, 'NOT_AUTHORIZED'],
  ['a broken page', { status: 500, body: 'Oops' }, 'APPLIANCE_ERROR'],
  ['JSON of another product', { status: 404, body: { error: 'no route' } }, 'API_NOT_FOUND'],
  ['a method that is not allowed', { status: 405, body: '' }, 'APPLIANCE_ERROR'],
];

describe('A server that has never answered as an appliance', () => {
  let simulator: Simulator;
  let flow: DeployedFlow;

  before(async () => {
    simulator = await startSimulator({ scenario: 'found-succeeded' });
  });
  after(() => simulator.stop());
  afterEach(async () => {
    for (const operation of ['*', 'reconciliation.job.get'] as const) {
      simulator.answerWith(operation, undefined);
    }
    await flow.close();
  });

  async function faultOf(options: FlowOptions = {}) {
    flow = await deploy(simulator, options);
    return (await flow.send()).message.fault;
  }

  for (const [what, answer, code] of strangers) {
    for (const auth of ['session', 'basic'] as const) {
      it(`${what}, by ${auth}: ${code}, and that it does not look like a vCenter`, async () => {
        simulator.answerWith('*', answer);
        const fault = await faultOf({ appliance: { auth } });
        assert.equal(fault?.code, code);
        assert.match(fault.text, stranger);
      });
    }
  }

  it('accepts the sign-in and knows no recovery: it does not look like a vCenter', async () => {
    simulator.answerWith('reconciliation.job.get', { status: 404, body: { error: 'no route' } });
    const fault = await faultOf();
    assert.equal(fault?.code, 'API_NOT_FOUND');
    assert.match(fault.text, stranger);
  });

  it('opens a session of another kind: it does not look like a vCenter', async () => {
    simulator.answerWith('*', { status: 201, body: { token: 'x' } });
    const fault = await faultOf();
    assert.equal(fault?.code, 'INVALID_RESPONSE');
    assert.match(fault.text, /does not look like a vCenter.* It opened no session\.$/);
  });

  it('redirects: that is not followed', async () => {
    simulator.answerWith('*', { status: 301, headers: { location: '/login' }, body: '' });
    const { text = '' } = (await faultOf()) ?? {};
    assert.match(text, stranger);
    assert.match(text, /It answered with HTTP 301, a redirect, which is not followed\.$/);
  });

  it('refuses the sign-in: that is what to check first', async () => {
    simulator.answerWith('*', { status: 401, body: 'Unauthorized' });
    const fault = await faultOf();
    assert.equal(fault?.code, 'AUTHENTICATION_FAILED');
    assert.match(fault.text, /refused the sign-in.* does not look like a vCenter/);
  });

  for (const type of ['OPERATION_NOT_FOUND', 'NOT_FOUND']) {
    it(`but answers ${type} as vAPI does: it is an appliance`, async () => {
      simulator.answerWith('*', vapi(type));
      assert.doesNotMatch((await faultOf())?.text ?? '', /does not look like/);
      simulator.answerWith('*', { status: 404, body: 'no route' });
      const { fault } = (await flow.send()).message;
      assert.equal(fault?.code, 'API_NOT_FOUND');
      assert.match(fault.text, /does not offer this API/);
    });
  }

  it('but has answered well once: it is an appliance, also after a deploy', async () => {
    assert.equal(await faultOf(), undefined);
    simulator.answerWith('*', { status: 503, body: 'no healthy upstream' });
    await flow.redeploy();
    const { fault } = (await flow.send()).message;
    assert.equal(fault?.code, 'UNAVAILABLE');
    assert.match(fault.text, /is not available: its services may be starting/);
  });
});
