/** Whatever holds secrets in a message, from this realm or a Function node's: they are taken out of it. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { takeSecretsOut } from '../../nodes/message/take-secrets-out';
import { formsOf } from '../../src/messages/redaction';
import { anyRecipe, make, realms } from './any-value';
import { holds } from './holds';
import { anySecret, textsWith } from './secrets';

/** All that there is to be seen, hidden properties and what getters return included. */
function visible(value: unknown): string {
  return inspect(value, {
    ...{ depth: Infinity, showHidden: true, getters: true, compact: true, breakLength: Infinity },
    ...{ maxArrayLength: null, maxStringLength: null },
  });
}

const anyMessage = anySecret
  // What `inspect` writes as it is, and what is no name or word that stands there anyway.
  .filter((secret) => /^(?=.*[\d!%+/:@#-])[A-Za-z1-9!%+/:@#-][\w!%+/:@#-]+$/.test(secret))
  .chain((secret) => {
    const leaves = fc.oneof(
      { weight: 3, arbitrary: textsWith(secret) },
      fc.constantFrom(secret, Number(secret), `sftp://svc:${secret}@nas.lab.example/vc`),
      fc.constantFrom('It stays.', 1, true, null, undefined),
    );
    return fc.record({
      secret: fc.constant(secret),
      realm: fc.constantFrom(...realms),
      payload: anyRecipe(leaves, false),
      kept: anyRecipe(leaves, false),
    });
  });

describe('A message with a secret', () => {
  holds(
    'does not show any form of it, however it is looked at, once it is taken out',
    { few: 700 },
    fc.property(anyMessage, ({ secret, realm, payload, kept }) => {
      const message = { _msgid: 'a', payload: make(realm, payload), kept: make(realm, kept) };
      takeSecretsOut(message, [secret]);
      const seen = visible(message);
      for (const form of formsOf(secret)) assert.ok(!seen.includes(form), `${form} in ${seen}`);
    }),
  );

  holds(
    'is as it was where it has none',
    { few: 500 },
    fc.property(
      fc.constantFrom(...realms),
      anyRecipe(fc.constantFrom('It stays.', 'sftp://nas/vc', 1, true, null), true),
      (realm, recipe) => {
        const payload = make(realm, recipe);
        const message = { _msgid: 'a', payload };
        takeSecretsOut(message, []);
        // One that is called as a secret may be gone from it; the holder is the same, or a copy.
        assert.equal(typeof message.payload, typeof payload);
      },
    ),
  );
});
