import assert from 'node:assert/strict';
import { locationKey } from '../../../src/messages/backup-location';

/** Spellings, each line of one and the same place; no two lines mean the same. */
const places: readonly (readonly string[])[] = [
  [
    'sftp://h/x',
    'SFTP://h/x',
    'sftp://H/x',
    'sftp://h:22/x',
    'sftp://h:/x',
    'sftp://h/x/',
    ' sftp://h/x ',
  ],
  ['sftp://h/X'],
  ['sftp://h/x//'],
  ['sftp://h:2222/x', 'sftp://H:2222/x/'],
  ['sftp://h', 'sftp://h/', 'sftp://h:22', 'sftp://h:22/'],
  [
    'sftp://u@h/x',
    'sftp://u:secret@h/x',
    'sftp://u:se@cret@h/x',
    'sftp://u:***@h:22/x/',
    'sftp://u:@h/x',
  ],
  ['sftp://U@h/x'],
  ['scp://h/x', 'scp://h:22/x'],
  ['ftp://h/x', 'ftp://h:21/x'],
  ['ftps://h/x', 'ftps://h:21/x'],
  ['ftps://h:990/x'],
  ['http://h/x', 'http://h:80/x'],
  ['https://h/x', 'https://h:443/x'],
  ['https://h:80/x'],
  ['nfs://h/x', 'nfs://h:/x', 'nfs://h:2049/x'],
  ['smb://h/x', 'smb://h:445/x'],
  ['https://h/x?y', 'HTTPS://h:443/x?y'],
  ['https://h?y'],
  ['sftp://[2001:db8::1]/x', 'sftp://[2001:DB8::1]:22/x', 'sftp://[2001:db8::1]:/x/'],
  ['sftp://[2001:db8::1]:2222/x'],
  ['h/x', 'h/x/'],
  ['H/x'],
  [''],
];

describe('Two locations', () => {
  for (const [first = '', ...others] of places) {
    for (const other of others) {
      it(`${first} and ${other} are the same`, () =>
        assert.equal(locationKey(other), locationKey(first)));
    }
  }

  it('are different in every other case', () => {
    const keys = places.map(([first = '']) => locationKey(first));
    assert.equal(new Set(keys).size, places.length, keys.join('\n'));
  });

  it('are compared in a time that does not depend on what is in them', () => {
    for (const part of [':', '@', '/', 'a', '://', ':@']) {
      const started = process.cpuUsage();
      locationKey(`sftp://${part.repeat(200_000)}`);
      assert.ok(process.cpuUsage(started).user < 1_000_000, part);
    }
  });
});
