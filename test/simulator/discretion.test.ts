import assert from 'node:assert/strict';
import { applianceForEachTest } from './appliances';
import { backupRequest, createCaller } from './caller';
import { type Client, dialectNames, faultOf, requestParts } from './client';
import { tour, tourOfNewer } from './tour';

const secrets = {
  location_password: 'Standort-1!',
  backup_password: 'Sicherung-1!',
  sso_admin_user_password: 'VMware1!',
  inUrl: 'InDerAdresse',
};

/** The same body with a password wherever it may have one. */
function withSecrets(body: unknown): unknown {
  if (body === undefined) return undefined;
  const location = `"location_password":"${secrets.location_password}","location":"`;
  const text = JSON.stringify(body)
    .replaceAll(/"location":"(?=[a-z]+:)/g, location)
    .replaceAll(/(?<="[a-z]+:\/\/)/g, `svc:${secrets.inUrl}@`)
    // What searches for archives takes no password for them.
    .replaceAll(
      /"(?=(?:location_type|recurrence_info)":)/g,
      `"backup_password":"${secrets.backup_password}","`,
    );
  return JSON.parse(text);
}

describe('Stand-in appliance: passwords', () => {
  const there = applianceForEachTest({ scenario: 'none', restorable: true });

  for (const dialect of dialectNames) {
    it(`${dialect}: are in no answer`, async () => {
      const { client, simulator } = there;
      const answers: string[] = [];
      const secretive: Client = {
        ...client,
        async ask(parts) {
          const answer = await client.ask({ ...parts, body: withSecrets(parts.body) });
          answers.push(answer.text);
          return answer;
        },
      };
      const caller = createCaller(secretive, simulator, dialect);
      // A password that is itself what is wrong.
      const weak = { ...backupRequest, backup_password: secrets.inUrl };
      assert.equal(
        faultOf(await caller.ask('backup.validate', { input: weak })),
        '400 INVALID_ARGUMENT',
      );
      await tour(simulator, caller);
      await tourOfNewer(secretive, simulator, {});
      const sent = simulator.requests.map(({ body }) => body).join();
      for (const [name, secret] of Object.entries(secrets)) {
        assert.ok(sent.includes(secret), `${name} was never sent`);
        assert.ok(!answers.join().includes(secret), `${name} is in an answer`);
      }
    });
  }

  it('are in an answer that a test prepares with them', async () => {
    const { client, simulator } = there;
    simulator.answerWith('*', ({ body }) => ({ status: 400, body }));
    const answer = await client.ask({
      ...requestParts.api['backup.validate'],
      body: { backup_password: secrets.backup_password },
    });
    assert.ok(answer.text.includes(secrets.backup_password));
  });
});
