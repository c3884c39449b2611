import assert from 'node:assert/strict';
import { applianceForEachTest, appliances } from './appliances';
import {
  at,
  basic,
  dialectNames,
  type RequestParts,
  requestParts,
  signIn,
  unwrapped,
} from './client';

const minute = 60_000;

describe('Stand-in appliance: sessions', () => {
  const there = applianceForEachTest({
    sessionLimit: 3,
    authorizations: ['SIGN token="abc"'],
  });
  const start = appliances();

  async function statusOf(parts: RequestParts | undefined, headers: Record<string, string>) {
    assert.ok(parts);
    return (await there.client.ask({ ...parts, headers })).status;
  }

  describe('The life of a session', () => {
    for (const dialect of dialectNames) {
      const parts = requestParts[dialect];

      it(`${dialect}: is opened, looked at and ended`, async () => {
        const { authorization } = there.simulator;
        const opened = await there.client.ask({
          ...parts['session.create'],
          headers: { authorization },
        });
        assert.equal(opened.status, dialect === 'api' ? 201 : 200);
        const headers = { 'vmware-api-session-id': String(unwrapped(dialect, opened)) };
        assert.equal(there.simulator.counters().openSessions, 1);

        there.simulator.clock.advance(minute);
        const looked = await there.client.ask({ ...parts['session.get'], headers });
        assert.equal(looked.status, 200);
        const session = unwrapped(dialect, looked);
        assert.equal(at(session, 'user'), there.simulator.username);
        const created = Date.parse(String(at(session, 'created_time')));
        assert.equal(Date.parse(String(at(session, 'last_accessed_time'))) - created, minute);

        const ended = await there.client.ask({ ...parts['session.delete'], headers });
        assert.equal(ended.status, dialect === 'api' ? 204 : 200);
        assert.equal(ended.text, '');
        assert.equal(await statusOf(parts['session.get'], headers), 401);
        assert.equal(there.simulator.counters().openSessions, 0);
      });

      for (const other of dialectNames) {
        it(`opened through ${dialect}, is good in ${other}`, async () => {
          const headers = await signIn(there.client, there.simulator, dialect);
          assert.equal(await statusOf(requestParts[other]['reconciliation.job.get'], headers), 200);
        });
      }
    }

    it('may be carried by a cookie', async () => {
      const { 'vmware-api-session-id': id } = await signIn(there.client, there.simulator);
      const cookie = `theme=dark; vmware-api-session-id=${id}`;
      assert.equal(await statusOf(requestParts.api['session.get'], { cookie }), 200);
    });

    it('ends after half an hour without use, on the simulated clock', async () => {
      const headers = await signIn(there.client, there.simulator);
      for (const [idle, status] of [
        [29, 200],
        [29, 200],
        [31, 401],
      ] as const) {
        there.simulator.clock.advance(idle * minute);
        assert.equal(await statusOf(requestParts.api['reconciliation.job.get'], headers), status);
      }
      assert.equal(there.simulator.counters().openSessions, 0);
    });

    it('ends when all are told to', async () => {
      const headers = await signIn(there.client, there.simulator);
      there.simulator.expireSessions();
      assert.equal(await statusOf(requestParts.api['session.get'], headers), 401);
    });
  });

  describe('More sessions than a user may have', () => {
    for (const dialect of dialectNames) {
      it(`${dialect}: are refused with the id that appliances give`, async () => {
        for (let open = 0; open < 3; open++) await signIn(there.client, there.simulator);
        const { authorization } = there.simulator;
        const parts = requestParts[dialect]['session.create'];
        const refused = await there.client.ask({ ...parts, headers: { authorization } });
        assert.equal(refused.status, 503);
        const fault = unwrapped(dialect, refused);
        assert.equal(
          at(fault, 'messages', 0, 'id'),
          'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached',
        );
        assert.deepEqual(at(fault, 'messages', 0, 'args'), [there.simulator.username, '3', '3']);
        assert.equal(there.simulator.counters().loginsRefused, 1);
      });
    }

    it('are welcome again when one has ended or the limit is raised', async () => {
      const headers = await signIn(there.client, there.simulator);
      there.simulator.setSessionLimit(1);
      const { authorization } = there.simulator;
      const login = () => statusOf(requestParts.api['session.create'], { authorization });
      assert.equal(await login(), 503);
      assert.equal(await statusOf(requestParts.api['session.delete'], headers), 204);
      assert.equal(await login(), 201);
      there.simulator.setSessionLimit(2);
      assert.equal(await login(), 201);
    });
  });

  describe('Proof of who calls', () => {
    const required = 'vapi.method.authentication.required';
    const invalid = 'vapi.security.authentication.invalid';
    const good = basic('administrator@vsphere.local', 'VMware1!');
    const root = basic('root', 'VMware1!');
    const bad = basic('administrator@vsphere.local', 'wrong');
    const token = { authorization: 'SIGN token="abc"' };
    const unknownSession = { 'vmware-api-session-id': 'gone' };

    const rows: readonly {
      parts: RequestParts;
      proof: string;
      headers: Record<string, string>;
      status: number;
      id?: string;
    }[] = [
      ...[
        { proof: 'nothing', headers: {}, status: 401, id: required },
        { proof: 'a good password', headers: good, status: 201 },
        { proof: 'a wrong password', headers: bad, status: 401, id: invalid },
        { proof: 'a listed token', headers: token, status: 201 },
        { proof: 'another token', headers: { authorization: 'SIGN x' }, status: 401, id: invalid },
      ].map((row) => ({ ...row, parts: requestParts.api['session.create'] })),
      ...[
        { proof: 'nothing', headers: {}, status: 401, id: required },
        { proof: 'a good password', headers: good, status: 200 },
        { proof: 'a wrong password', headers: bad, status: 401, id: invalid },
        { proof: 'a listed token', headers: token, status: 200 },
        { proof: 'an unknown session', headers: unknownSession, status: 401, id: required },
      ].map((row) => ({ ...row, parts: requestParts.api['reconciliation.job.get'] })),
      {
        parts: requestParts.api['session.get'],
        proof: 'a good password, which is no session',
        headers: good,
        status: 401,
        id: required,
      },
      ...[
        { proof: 'nothing', headers: {}, status: 401, id: required },
        { proof: 'the password of root', headers: root, status: 200 },
        { proof: 'that of the administrator', headers: good, status: 401, id: invalid },
      ].map((row) => ({
        ...row,
        parts: { ...requestParts.rest['reconciliation.job.get'], side: 'management' as const },
      })),
    ];

    for (const { parts, proof, headers, status, id } of rows) {
      const { side = 'api', method, path } = parts;
      it(`${side} side, ${method} ${path}, with ${proof}: ${status}`, async () => {
        const received = await there.client.ask({ ...parts, headers });
        assert.equal(received.status, status);
        if (id === undefined) return;
        const fault = path.startsWith('/rest/') ? at(received.json, 'value') : received.json;
        assert.equal(at(fault, 'messages', 0, 'id'), id);
      });
    }

    it('is told what to bring, in a 401', async () => {
      const received = await there.client.ask(requestParts.api['session.create']);
      assert.equal(at(received.json, 'error_type'), 'UNAUTHENTICATED');
      assert.match(String(at(received.json, 'challenge')), /^Basic realm=".+", SIGN realm=/);
    });

    it('changes with the password, while open sessions stay', async () => {
      const session = await signIn(there.client, there.simulator);
      there.simulator.setPassword('pässwörd');
      const login = requestParts.api['session.create'];
      assert.equal(await statusOf(login, good), 401);
      assert.equal(await statusOf(login, basic(there.simulator.username, 'pässwörd')), 201);
      assert.equal(await statusOf(login, { authorization: there.simulator.authorization }), 201);
      assert.equal(await statusOf(requestParts.api['session.get'], session), 200);
    });

    it('is written down with each request', async () => {
      await there.client.ask({ ...requestParts.api['session.create'], headers: bad });
      await there.client.ask({ ...requestParts.api['session.get'], headers: unknownSession });
      await there.client.ask({ ...requestParts.api['reconciliation.job.get'], headers: token });
      await there.client.ask({ path: '/api/appliance/nowhere?deep=1' });
      assert.deepEqual(
        there.simulator.requests.map(({ authentication, operation }) => [
          authentication,
          operation,
        ]),
        [
          ['basic', 'session.create'],
          ['session', 'session.get'],
          ['authorization', 'reconciliation.job.get'],
          ['none', 'unknown'],
        ],
      );
    });
  });

  it('A password on every request is refused where the API side does not take it', async () => {
    const { simulator, client } = await start({ basicOnApi: false });
    const headers = { authorization: simulator.authorization };
    const job = requestParts.api['reconciliation.job.get'];
    assert.equal((await client.ask({ ...job, headers })).status, 401);
    const session = await signIn(client, simulator);
    assert.equal((await client.ask({ ...job, headers: session })).status, 200);
  });
});
