import assert from 'node:assert/strict';
import { applianceForEachTest } from './appliances';
import { backupRequest } from './caller';
import { at, faultOf, fillPath, type NewerOperation, requestParts } from './client';

const hour = 3_600_000;
const place = { location: 'sftp://backup.lab.example/vc', location_user: 'svc-backup' };
const system_name = 'vc-a.lab.example';

describe('Stand-in appliance: archives', () => {
  const now = new Date('2025-03-05T12:00:00Z');
  const there = applianceForEachTest({ scenario: 'none', now });

  function ask(operation: NewerOperation, parameters: Record<string, string>, body: unknown) {
    const parts = requestParts.api[operation];
    const { authorization } = there.simulator;
    const path = fillPath(parts.path, parameters);
    return there.client.ask({ ...parts, path, body, headers: { authorization } });
  }

  const systems = (body: unknown) => ask('backup.system-name.list', {}, body);
  const list = (filter: object, loc_spec: object = place, system = system_name) =>
    ask(
      'backup.system-name.archives.list',
      { system_name: system },
      { loc_spec, filter_spec: filter },
    );
  const get = (archive: string, spec: object = place, system = system_name) =>
    ask('backup.system-name.archives.get', { system_name: system, archive }, spec);

  async function archives(filter: object = {}, spec: object = place): Promise<string[]> {
    const { json } = await list(filter, spec);
    assert.ok(Array.isArray(json));
    return json.map((each) => String(at(each, 'archive')));
  }

  it('a location has the systems that have backups there', async () => {
    assert.deepEqual((await systems(place)).json, [system_name]);
  });

  it('a system has one for each backup that succeeded there', async () => {
    there.simulator.backups.add({ state: 'FAILED' });
    there.simulator.backups.start();
    assert.deepEqual((await list({})).json, [
      {
        archive: 'S_8.0.2.00100_20250303-230000_',
        timestamp: '2025-03-03T23:00:00.000Z',
        version: '8.0.2.00100',
        comment: '',
      },
      {
        archive: 'S_8.0.2.00100_20250304-230000_',
        timestamp: '2025-03-04T23:00:00.000Z',
        version: '8.0.2.00100',
        comment: '',
      },
    ]);
  });

  it('one tells when it was complete, and where it is', async () => {
    assert.deepEqual((await get('S_8.0.2.00100_20250304-230000_')).json, {
      timestamp: '2025-03-04T23:01:00.000Z',
      location: `${place.location}/vCenter/sn_${system_name}/S_8.0.2.00100_20250304-230000_`,
      parts: ['common', 'seat'],
      version: '8.0.2.00100',
      system_name,
      comment: '',
    });
  });

  it('a backup becomes one where it was sent, when it has succeeded', async () => {
    const spec = { location: 'sftp://nas.lab.example/vc/' };
    assert.equal(faultOf(await systems(spec)), '404 NOT_FOUND');
    await there.callers.api.ask('backup.job.create', {
      input: { ...backupRequest, comment: 'Before.' },
    });
    assert.equal(faultOf(await systems(spec)), '404 NOT_FOUND');
    there.simulator.clock.advance(hour);
    assert.deepEqual((await systems(spec)).json, [system_name]);
    // Fact: the comment is at the end of the name, in base32 with its `=`.
    const name = 'M_8.0.2.00100_20250305-120000_IJSWM33SMUXA====';
    assert.deepEqual(await archives({}, spec), [name]);
    assert.equal((await archives()).length, 2);
  });

  it('it is the same place whoever goes there, with a slash at the end or without', async () => {
    const same = { location: 'sftp://somebody:geheim@backup.lab.example/vc/' };
    assert.deepEqual(await archives({}, same), await archives());
  });

  describe('are told of', () => {
    beforeEach(async () => {
      await there.callers.api.ask('backup.schedules.run', {
        parameters: { schedule: 'default' },
        input: { comment: 'before the patch' },
      });
      there.simulator.clock.advance(hour);
    });
    const [old, last, patch] = [
      'S_8.0.2.00100_20250303-230000_',
      'S_8.0.2.00100_20250304-230000_',
      'S_8.0.2.00100_20250305-120000_MJSWM33SMUQHI2DFEBYGC5DDNA======',
    ];
    const rows: readonly [filter: object, expected: readonly string[]][] = [
      [{}, [old, last, patch]],
      [{ start_timestamp: '2025-03-04T23:00:00Z' }, [last, patch]],
      [{ end_timestamp: '2025-03-04T23:00:00.000Z' }, [old, last]],
      [{ start_timestamp: '2025-03-04T01:00:00Z', end_timestamp: '2025-03-05T01:00:00Z' }, [last]],
      [{ comment_substring: 'patch' }, [patch]],
      [{ comment_substring: 'Patch' }, []],
      [{ max_results: 2 }, [last, patch]],
    ];
    it('by the name that ends in the comment', async () => {
      assert.equal(at((await get(patch)).json, 'comment'), 'before the patch');
    });

    for (const [filter, expected] of rows) {
      it(`by ${JSON.stringify(filter)}: ${expected.length}`, async () => {
        assert.deepEqual(await archives(filter), expected);
      });
    }
  });

  describe('There is nothing', () => {
    const elsewhere = { location: 'sftp://elsewhere.lab.example/vc' };
    const unreachable = { location: 'sftp://unreachable.lab.example/vc' };
    const archive = 'S_8.0.2.00100_20250304-230000_';
    const rows: readonly [what: string, ask: () => ReturnType<typeof list>][] = [
      ['systems at another location', () => systems(elsewhere)],
      ['systems at a location out of reach', () => systems(unreachable)],
      ['archives at another location', () => list({}, elsewhere)],
      ['archives of another system', () => list({}, place, 'vc-b.lab.example')],
      ['an archive of another name', () => get('S_8.0.2.00100_20250304-230001_')],
      ['an archive at another location', () => get(archive, elsewhere)],
      ['an archive of another system', () => get(archive, place, 'vc-b.lab.example')],
    ];
    for (const [what, asking] of rows) {
      it(`${what}: 404`, async () => assert.equal(faultOf(await asking()), '404 NOT_FOUND'));
    }
  });

  describe('Bodies', () => {
    const rows: readonly [what: string, ask: () => ReturnType<typeof list>, fault: string][] = [
      ['without a location', () => systems({}), '400 INVALID_ARGUMENT'],
      [
        'with a field that there is not',
        () => systems({ ...place, port: 22 }),
        '400 UNEXPECTED_INPUT',
      ],
      ['with a day for a time', () => list({ start_timestamp: 'monday' }), '400 INVALID_ARGUMENT'],
      ['with a filter that there is not', () => list({ newest: true }), '400 UNEXPECTED_INPUT'],
      ['with no results wanted', () => list({ max_results: 0 }), '400 INVALID_ARGUMENT'],
      ['without a location for an archive', () => get('S', {}), '400 INVALID_ARGUMENT'],
    ];
    for (const [what, asking, fault] of rows) {
      it(`${what}: ${fault}`, async () => assert.equal(faultOf(await asking()), fault));
    }
  });

  it('the older dialect, which would have passwords in the URL, does not have them here', async () => {
    const { authorization } = there.simulator;
    const query =
      'loc_spec.location=sftp://backup.lab.example/vc&loc_spec.location_password=geheim';
    for (const path of ['', `/${system_name}/archives`]) {
      const url = `/rest/appliance/recovery/backup/system-name${path}?${query}`;
      const { status, json, text } = await there.client.ask({
        path: url,
        headers: { authorization },
      });
      assert.equal(status, 404);
      assert.equal(
        at(json, 'value', 'messages', 0, 'id'),
        'com.vmware.vapi.rest.operationsForUrlNotFound',
      );
      assert.ok(!text.includes('geheim'));
    }
  });
});
