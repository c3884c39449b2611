import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type Change, describeExample, reachEach } from './example';
import { startWebhooks } from './receivers';

/** The schedule that the flow has as the desired one. */
const desired = {
  parts: ['seat'],
  location: 'sftp://backup.example.com/vcenter',
  location_user: 'vcenter',
  enable: true,
  recurrence_info: {
    hour: 23,
    minute: 0,
    days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
  },
  retention_info: { max_count: 7 },
} as const;

/** What its comment asks for to create a schedule. */
const passwords: Change = ({ name }) =>
  name === 'as it must be'
    ? { credentials: { locationPassword: 'Place-1!', backupPassword: 'Backup-1!' } }
    : {};

/** What was sent to change a schedule, or to create one. */
const changing = /^backup\.schedules\.(create|update|delete)$/;

let webhooks: Awaited<ReturnType<typeof startWebhooks>>;

describeExample(
  '11 - Backup schedule as it must be',
  (example) => {
    let production: Simulator;
    let test: Simulator;

    beforeEach(async () => {
      [production, test] = await Promise.all([startSimulator(), startSimulator()]);
      for (const { schedules } of [production, test]) schedules.set('default', desired);
      webhooks.received.clear();
      await example.deploy(reachEach({ Production: production, Test: test }), passwords);
    });
    afterEach(() => Promise.all([production.stop(), test.stop()]));
    after(() => webhooks.stop());

    const changes = ({ requests }: Simulator) =>
      requests.filter(({ operation }) => changing.test(operation ?? ''));

    /** The next message in the chat. */
    async function posted(): Promise<string> {
      const { body } = await webhooks.received.next();
      assert.deepEqual(Object.keys(body as object), ['text']);
      return (body as { text: string }).text;
    }

    it('says that nothing differs, and posts nothing', async () => {
      await example.press('Compare');
      const texts = [await example.shown('no difference'), await example.shown('no difference')];
      assert.deepEqual(texts.sort(), [
        'The backup schedule "default" of Production is as desired.',
        'The backup schedule "default" of Test is as desired.',
      ]);
      assert.deepEqual(webhooks.received.rest(), []);
      assert.deepEqual(example.complaints(), []);
    });

    const different = [
      { property: 'recurrence_info.time', present: { recurrence_info: { hour: 22, minute: 30 } } },
      { property: 'location', present: { location: 'nfs://10.0.0.9/backup' } },
      { property: 'location_user', present: { location_user: 'root' } },
      { property: 'retention_info', present: { retention_info: { max_count: 3 } } },
      { property: 'parts', present: { parts: ['seat', 'common', 'core'] } },
      { property: 'enable', present: { enable: false } },
    ];
    for (const { property, present } of different) {
      it(`posts that ${property} differs, of the one appliance, and changes nothing`, async () => {
        test.schedules.set('default', { ...desired, ...present });
        await example.press('Compare');
        assert.match(await posted(), new RegExp(`"default" of Test .*\\b${property}\\b`));
        assert.match(await example.shown('no difference'), /of Production is as desired/);
        assert.equal(await example.shown('answer of the chat'), '200');
        assert.deepEqual([...changes(production), ...changes(test)], []);
      });
    }

    it('posts that there is none, and creates none', async () => {
      test.schedules.set('default', undefined);
      await example.press('Compare');
      assert.match(await posted(), /Test/);
      assert.equal(test.schedules.get('default'), undefined);
    });

    it('changes at "Apply" what differs, and posts that', async () => {
      test.schedules.set('default', { ...desired, retention_info: { max_count: 3 } });
      await example.press('Apply');
      assert.match(await posted(), /"default" of Test was changed.*retention_info/);
      assert.deepEqual(test.schedules.get('default')?.retention_info, { max_count: 7 });
      assert.deepEqual([changes(production).length, changes(test).length], [0, 1]);
    });

    it('creates at "Apply" what is missing, with its passwords', async () => {
      test.schedules.set('default', undefined);
      await example.press('Apply');
      assert.match(await posted(), /"default" of Test was created/);
      const { schedule, spec } = JSON.parse(changes(test)[0]?.body ?? '{}');
      assert.equal(schedule, 'default');
      assert.deepEqual(spec, {
        ...desired,
        location_password: 'Place-1!',
        backup_password: 'Backup-1!',
      });
    });

    it('posts which appliance could not be checked', async () => {
      test.setScenario('forbidden');
      await example.press('Compare');
      assert.match(await posted(), /Test.* is not authorized/);
      assert.match(await example.shown('no difference'), /of Production/);
    });

    it('posts what could not be done', async () => {
      test.schedules.set('default', { ...desired, enable: false });
      test.answerWith('backup.schedules.update', {
        status: 403,
        body: { error_type: 'UNAUTHORIZED', messages: [] },
      });
      await example.press('Apply');
      assert.match(await posted(), /is not authorized/);
    });
  },
  async () => {
    webhooks = await startWebhooks();
    return { CHAT_WEBHOOK: `http://127.0.0.1:${webhooks.port}/chat` };
  },
);
