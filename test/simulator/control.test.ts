import assert from 'node:assert/strict';
import { scenarios } from '../../simulator';
import { applianceForEachTest } from './appliances';
import { at, requestParts } from './client';

describe('Stand-in appliance: control address', () => {
  const there = applianceForEachTest();

  async function control(method: string, path: string, body?: unknown) {
    const answer = await fetch(`${there.simulator.controlUrl}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  async function job(): Promise<unknown> {
    const headers = { authorization: there.simulator.authorization };
    return (await there.client.ask({ ...requestParts.api['reconciliation.job.get'], headers }))
      .json;
  }

  it('is plain HTTP on loopback', () => {
    assert.match(there.simulator.controlUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('tells what it can do', async () => {
    const { status, text } = await control('GET', '/');
    assert.equal(status, 200);
    for (const way of ['GET /counters', 'POST /scenario', 'POST /clock', 'POST /backups']) {
      assert.ok(text.includes(way), way);
    }
    assert.deepEqual(await control('GET', '/nowhere'), { status: 404, text });
  });

  it('tells the counters', async () => {
    await job();
    const { text } = await control('GET', '/counters');
    assert.deepEqual(JSON.parse(text), there.simulator.counters());
  });

  it('tells the scenarios there are', async () => {
    const { text } = await control('GET', '/scenarios');
    assert.deepEqual(
      JSON.parse(text),
      scenarios.map(({ name, description }) => ({ name, description })),
    );
  });

  it('begins a scenario by name', async () => {
    assert.equal((await control('POST', '/scenario', 'found-failed\n')).status, 200);
    assert.equal(at(await job(), 'status'), 'FAILED');
  });

  it('begins a script', async () => {
    const script = [
      { for: 3, job: { status: 'RUNNING', progress: [10, 40] }, delay: 1 },
      { job: { status: 'FAILED', error: 'absent', messages: [{ id: 'x', text: { en: 'No.' } }] } },
    ];
    assert.equal((await control('POST', '/scenario', script)).status, 200);
    there.simulator.clock.advance(1000);
    assert.equal(at(await job(), 'progress'), 20);
    there.simulator.clock.advance(2000);
    assert.equal(at(await job(), 'messages', 0, 'default_message'), 'No.');
  });

  it('drives the clock', async () => {
    const { text } = await control('POST', '/clock', { advance: 10_000 });
    assert.equal(at(JSON.parse(text), 'now'), there.simulator.clock.now().toISOString());
    assert.equal(at(await job(), 'progress'), 50);
    await control('POST', '/clock', { speed: 0.5 });
    assert.equal(there.simulator.clock.speed, 0.5);
    assert.equal(at(JSON.parse((await control('GET', '/clock')).text), 'speed'), 0.5);
  });

  it('tells the backups', async () => {
    const { text } = await control('GET', '/backups');
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(there.simulator.backups.list())));
  });

  it('starts a backup, and ends it', async () => {
    const started = JSON.parse((await control('POST', '/backups')).text);
    const id = String(at(started, 'id'));
    const state = () => there.simulator.backups.list().find((backup) => backup.id === id)?.state;
    assert.equal(state(), 'INPROGRESS');
    assert.equal((await control('POST', `/backups/${id}/end`)).status, 200);
    assert.equal(state(), 'SUCCEEDED');
  });

  it('starts one of the schedule, which fails for a reason of its own', async () => {
    const started = JSON.parse((await control('POST', '/backups', { type: 'SCHEDULED' })).text);
    const id = String(at(started, 'id'));
    await control('POST', `/backups/${id}/end`, { state: 'FAILED', message: 'No room.' });
    const { type, state } = there.simulator.backups.list().find((backup) => backup.id === id) ?? {};
    assert.deepEqual([type, state], ['SCHEDULED', 'FAILED']);
    const headers = { authorization: there.simulator.authorization };
    const path = `/api/appliance/recovery/backup/job/${id}`;
    const { json } = await there.client.ask({ path, headers });
    assert.equal(at(json, 'messages', 0, 'default_message'), 'No room.');
  });

  it('adds backups of the past, and one that runs until it is ended', async () => {
    const startTime = '2020-03-01T02:00:00.000Z';
    const endTime = '2020-03-01T02:10:00.000Z';
    await control('POST', '/backups', { id: 'mine', state: 'FAILED', startTime, endTime });
    await control('POST', '/backups', { id: 'a/b', state: 'INPROGRESS' });
    const listed = JSON.parse((await control('GET', '/backups')).text);
    assert.deepEqual(at(listed, 0), {
      id: 'mine',
      state: 'FAILED',
      type: 'MANUAL',
      startTime,
      endTime,
    });
    there.simulator.clock.advance(3_600_000);
    assert.equal(there.simulator.backups.list().at(-1)?.state, 'INPROGRESS');
    assert.equal((await control('POST', '/backups/a%2Fb/end')).status, 200);
    assert.equal(there.simulator.backups.list().at(-1)?.state, 'SUCCEEDED');
  });

  describe('What is wrong is told, and changes nothing', () => {
    const rows: readonly [path: string, body: string, told: RegExp][] = [
      ['/scenario', 'nope', /There is no scenario "nope"/],
      ['/scenario', '', /There is no scenario ""/],
      ['/scenario', '[]', /This is no script: .*1 items/],
      ['/scenario', '[{"job": "some"}]', /This is no script: script\/0\/job/],
      ['/scenario', '[{"lasts": 3}]', /This is no script: script\/0 must NOT have additional/],
      ['/scenario', '[{"start": {"run": []}}]', /This is no script: script\/0\/start\/run/],
      ['/scenario', '[{', /JSON/],
      ['/clock', '{"speed": -1}', /The clock takes/],
      ['/clock', '{"speed": "fast"}', /The clock takes/],
      ['/clock', '{"back": 3}', /The clock takes/],
      ['/clock', '{}', /The clock takes/],
      ['/clock', 'null', /The clock takes/],
      ['/backups', '{"state": "DONE"}', /That is no backup: it\/state must be equal to one of/],
      ['/backups', '{"status": "FAILED"}', /That is no backup: it must NOT have additional/],
      ['/backups', '{"id": "mine"}', /That is no backup: it must have property state/],
      ['/backups', '{"state": "FAILED", "startTime": "then"}', /That is no backup: it\/startTime/],
      ['/backups', '[', /JSON/],
      ['/backups/none/end', '', /There is no backup job "none"/],
      ['/backups/none/end', '{"state": "INPROGRESS"}', /That is no backup: it\/state/],
      ['/backups/%E4/end', '', /URI malformed/],
    ];
    for (const [path, body, told] of rows) {
      it(`${path} with ${body || 'nothing'}`, async () => {
        const before = await job();
        const backups = there.simulator.backups.list();
        const { status, text } = await control('POST', path, body);
        assert.equal(status, 400);
        assert.match(text, told);
        assert.deepEqual(await job(), before);
        assert.deepEqual(there.simulator.backups.list(), backups);
        assert.equal(there.simulator.clock.speed, 0);
      });
    }
  });
});
