/** Whatever stands in a field for a host: a person, a variable or a message may put it there. */
import assert from 'node:assert/strict';
import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { parseAddress, urlHost } from '../../src/appliance/settings/address';
import { holds } from './holds';

/** Pieces that mean something in an address, and anything else. */
const piece = fc.oneof(
  fc.constantFrom('https://', '@', ':', '::', '[', ']', '/', '?', '#', '\\', '%', '.', '..', '-'),
  fc.constantFrom('vc-a', 'lab.example', '443', '0', '65536', '1.2.3.4', 'fe80', 'eth0', 'ü', 'ß'),
  fc.constantFrom(' ', '\t', '\r\n', '\0', '\u2028', '\u3002', '\u00ad', 'xn--', '。', '①'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const anyHost = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.ipV6(),
  fc.ipV6().map((address) => `[${address}]:443`),
  fc.string({ unit: 'binary' }),
);

/** A text of a few pieces, repeated: what expressions with backtracking take long for. */
const longHost = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 20_000 }))
  .map(([pieces, times]) => pieces.join('').repeat(times).slice(0, 100_000));

describe('Any text as a host', () => {
  holds(
    'names a host and a port that a URL can carry, or none',
    { few: 1000 },
    fc.property(anyHost, (text) => {
      const address = parseAddress(text);
      if (address === undefined) return;
      const { host, port = 443 } = address;
      assert.match(host, /^[\x21-\x7e]{1,255}$/);
      assert.doesNotMatch(host, /[/?#@\\[\]\s]/);
      assert.ok(Number.isInteger(port) && port > 0 && port < 65_536, `port ${port}`);
      if (host.includes(':')) assert.ok(isIPv6(host.replace(/%.*/, '')), host);
      // What was read once is read in the same way again.
      assert.deepEqual(parseAddress(`https://${urlHost(host)}:${port}/ui`), { host, port });
    }),
  );

  holds(
    'goes to the host that was read, once it is part of a URL',
    { few: 1000 },
    fc.property(anyHost, (text) => {
      const { host, port = 443 } = parseAddress(text) ?? {};
      // A URL has no zone id, and cannot tell `1.2` from 1.0.0.2.
      if (host === undefined || host.includes('%') || /^[\d.]+$/.test(host)) return;
      if (!URL.canParse(`https://${urlHost(host)}`)) return;
      const url = new URL(`https://${urlHost(host)}:${port}/api`);
      assert.equal(url.pathname, '/api');
      assert.equal(url.port, port === 443 ? '' : String(port));
      assert.equal(url.username + url.password + url.search + url.hash, '');
    }),
  );

  holds(
    'takes no time to speak of, however long it is',
    { few: 200, oneIn: 10 },
    fc.property(longHost, (text) => {
      const begun = process.cpuUsage();
      parseAddress(text);
      const { user, system } = process.cpuUsage(begun);
      assert.ok(user + system < 500_000, `${user + system} µs for ${text.length} characters`);
    }),
  );
});
