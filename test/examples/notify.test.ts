import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeExample, reach, set } from './example';
import { readMail } from './mail';
import { startBroker, startWebhooks } from './receivers';

type Running<T extends (...parameters: never[]) => unknown> = Awaited<ReturnType<T>>;

const ends = [
  {
    scenario: 'found-succeeded',
    state: 'succeeded',
    closing: /\n\nThe appliance says:\n(- .+\n)+$/,
  },
  // This one has no messages, only an error, which the first sentence tells.
  { scenario: 'found-failed', state: 'failed', closing: /Z\n$/ },
];

let webhooks: Running<typeof startWebhooks>;

/** The two addresses are secrets, which the flow takes from the environment. */
async function startWithWebhooks(): Promise<Record<string, string>> {
  webhooks = await startWebhooks();
  const address = `http://127.0.0.1:${webhooks.port}`;
  return { SLACK_WEBHOOK: `${address}/slack`, TEAMS_WEBHOOK: `${address}/teams` };
}

describeExample(
  '03 - Notify by e-mail, chat and MQTT',
  (example) => {
    let simulator: Simulator;
    let broker: Running<typeof startBroker>;

    before(async () => {
      broker = await startBroker();
    });
    beforeEach(async () => {
      simulator = await startSimulator();
      webhooks.received.clear();
      broker.received.clear();
      await example.deploy(
        reach(simulator),
        set({ type: 'mqtt-broker' }, { broker: '127.0.0.1', port: String(broker.port) }),
      );
    });
    afterEach(() => simulator.stop());
    after(async () => {
      await webhooks.stop();
      await broker.stop();
    });

    const posted = (path: string) => webhooks.received.next((post) => post.path === path);
    const mail = async () => readMail(await example.shown('put your e-mail node here'));

    for (const { scenario, state, closing } of ends) {
      describe(`when the job has ${state}`, () => {
        const heading = `Reconciliation of 127.0.0.1 ${state}`;

        beforeEach(async () => {
          simulator.setScenario(scenario);
          await example.press('every minute');
        });

        it('prepares an e-mail', async () => {
          const { subject, body } = await mail();
          assert.equal(subject, heading);
          const [sentence, , appliance, started, ended] = body.split('\n');
          assert.match(
            sentence ?? '',
            new RegExp(`^The reconciliation of 127.0.0.1 ${state}.*\\.$`),
          );
          assert.equal(appliance, 'Appliance: 127.0.0.1 (127.0.0.1)');
          assert.match(started ?? '', /^Started: \d{4}-\d\d-\d\dT[\d:.]+Z$/);
          assert.match(ended ?? '', /^Ended: \d{4}-\d\d-\d\dT[\d:.]+Z$/);
          assert.match(body, closing);
        });

        it('posts to Slack', async () => {
          const { method, contentType, body } = await posted('/slack');
          assert.deepEqual(
            { method, contentType },
            { method: 'POST', contentType: 'application/json' },
          );
          const { text, ...more } = body as { text: string };
          assert.deepEqual(more, {});
          assert.equal(text.split('\n')[0], `*${heading}*`);
          assert.match(text.split('\n')[1] ?? '', new RegExp(`${state}.*\\.$`));
          assert.equal(await example.shown('Slack answered'), '200');
        });

        it('posts a card to Teams', async () => {
          const { method, body } = await posted('/teams');
          const { type, attachments } = body as {
            type: string;
            attachments: {
              contentType: string;
              content: { type: string; body: { text: string }[] };
            }[];
          };
          const [card, ...more] = attachments;
          assert.deepEqual(more, []);
          assert.deepEqual(
            [method, type, card?.contentType, card?.content.type],
            ['POST', 'message', 'application/vnd.microsoft.card.adaptive', 'AdaptiveCard'],
          );
          const [title, sentence] = card?.content.body ?? [];
          assert.equal(title?.text, heading);
          assert.match(sentence?.text ?? '', new RegExp(`${state}.*\\.$`));
          assert.equal(await example.shown('Teams answered'), '200');
        });

        it('publishes the job by MQTT, retained', async () => {
          const { topic, retain, payload } = await broker.received.next();
          assert.equal(topic, 'vcenter/127.0.0.1/reconciliation');
          assert.equal(retain, true);
          const { kind, state: published } = payload as { kind: string; state: string };
          assert.deepEqual([kind, published], ['reconciliation', state]);
        });
      });
    }

    const badge = (fill: string, text = /./) =>
      example.badge('Reconciliation job', (is) => is.fill === fill && text.test(is.text ?? ''));

    it('tells each end once', async () => {
      simulator.setScenario('found-failed');
      await example.press('every minute');
      assert.match((await mail()).subject, /failed$/);
      const asking = badge('blue');
      await example.press('every minute');
      await asking;
      await badge('red');
      simulator.setScenario('found-succeeded');
      await example.press('every minute');
      assert.match((await mail()).subject, /succeeded$/);
    });

    it('tells nothing as long as the job runs, or when there is none', async () => {
      simulator.setScenario('never-ending');
      await example.press('every minute');
      await badge('blue', /%$/);
      simulator.setScenario('none');
      await example.press('every minute');
      await badge('grey');
      simulator.setScenario('found-succeeded');
      await example.press('every minute');
      assert.match((await mail()).subject, /succeeded$/);
    });

    it('shows faults and errors', async () => {
      simulator.setScenario('forbidden');
      await example.press('every minute');
      assert.match(await example.shown('why it failed'), /is not authorized/);
    });
  },
  startWithWebhooks,
);
