import assert from 'node:assert/strict';
import { type CheckedField, isRight } from '../../nodes/editor/validation';

const variable = '$' + '{NAME}';
const sha256 = 'A1'.repeat(32);
const withColons = sha256.replace(/..(?=.)/g, '$&:');

const table: [CheckedField, { right: unknown[]; wrong: unknown[] }][] = [
  [
    'host',
    {
      right: ['vcenter.example.com', '192.0.2.7', '2001:db8::7', '[2001:db8::7]', 'https://vc/ui'],
      wrong: ['', undefined, '   ', 'two words', 'vc..example', `${variable}.lab`],
    },
  ],
  [
    'port',
    {
      right: ['', undefined, '443', 5480, ' 1 ', '65535'],
      wrong: ['0', '65536', '-1', '44.3', 'https'],
    },
  ],
  [
    'fingerprint',
    {
      right: [
        ...['', undefined, sha256, sha256.toLowerCase(), withColons],
        ...[`${sha256} ${withColons}`, `${sha256},${sha256}`, `${withColons}\n${sha256}\n`],
      ],
      wrong: ['abc', sha256.slice(2), `${sha256}A1`, `${sha256} abc`, 'G1'.repeat(32)],
    },
  ],
  [
    'requestTimeout',
    {
      right: ['', undefined, '30', 30, '1', '86400', '2.5'],
      wrong: ['0', '86401', '-5', 'a while', 'Infinity'],
    },
  ],
  ['username', { right: ['root', 'svc@vsphere.local'], wrong: ['', undefined, 'a:b'] }],
  ['password', { right: ['x', '__PWRD__'], wrong: ['', undefined] }],
  ['authorization', { right: ['Basic eDp5'], wrong: ['', undefined, ' '] }],
];

describe("What the appliance's dialog takes", () => {
  for (const [field, { right, wrong }] of table) {
    for (const value of [...right, variable, '$(NAME)']) {
      it(`${field}: ${JSON.stringify(value)} is right`, () => {
        assert.equal(isRight(field, value), true);
      });
    }
    for (const value of wrong) {
      it(`${field}: ${JSON.stringify(value)} is wrong`, () => {
        assert.equal(isRight(field, value), false);
      });
    }
  }
});
