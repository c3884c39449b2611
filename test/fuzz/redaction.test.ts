/** Whatever an appliance repeats of a secret: no form of it is left in what a message or the log gets. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formsOf, redactAnswer, redactText, withoutSecrets } from '../../src/messages/redaction';
import { anyJson } from './any-json';
import { holds } from './holds';
import { anySecret, foundIn, textsWith } from './secrets';

const echo = anySecret.chain((secret) =>
  fc.record({
    secret: fc.constant(secret),
    answer: fc
      .array(textsWith(secret), { minLength: 1, maxLength: 3 })
      .chain((texts) => anyJson(...texts)),
  }),
);

describe('An answer in which an appliance repeats a secret', () => {
  holds(
    'has no form of it any more in any name, text or number, once it is redacted',
    { few: 700 },
    fc.property(echo, ({ secret, answer }) => {
      const forms = formsOf(secret);
      const redacted = redactAnswer(JSON.parse(JSON.stringify(answer)), forms);
      assert.equal(foundIn(redacted, forms), undefined);
    }),
  );

  holds(
    'is as it was, but for what is masked',
    { few: 1000 },
    fc.property(anyJson(), anySecret, (answer, secret) => {
      const text = JSON.stringify(answer);
      fc.pre(foundIn(JSON.parse(text), formsOf(secret)) === undefined && !text.includes('@'));
      const redacted = redactAnswer(JSON.parse(text), formsOf(secret));
      assert.equal(JSON.stringify(redacted), JSON.stringify(JSON.parse(text)));
    }),
  );
});

describe('A text with a secret', () => {
  holds(
    'has none of its forms any more once they are masked',
    { few: 700 },
    fc.property(
      anySecret.chain((secret) => fc.tuple(fc.constant(secret), textsWith(secret))),
      ([secret, text]) => {
        const forms = formsOf(secret);
        assert.equal(foundIn(withoutSecrets(text, forms), forms), undefined);
      },
    ),
  );

  holds(
    'has no password of a URL any more, wherever the URL stands',
    { few: 700 },
    fc.property(
      fc.tuple(
        fc.string({ maxLength: 10 }),
        fc.constantFrom('sftp', 'ftps', 'https', 'SMB', 'a+b.c-d'),
        fc.stringMatching(/^[a-z.@-]{0,10}$/),
        fc.stringMatching(/^[^/?#\s*]{6,16}$/u),
        fc.string({ maxLength: 10 }),
      ),
      ([before, scheme, user, password, after]) => {
        const text = `${before} ${scheme}://${user}:${password}@nas.lab.example/vc ${after}`;
        assert.ok(!redactText(text).includes(`:${password}@`));
      },
    ),
  );
});
