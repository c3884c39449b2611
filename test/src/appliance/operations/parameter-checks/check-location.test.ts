/** What is sent of a location, and what is refused before anything is sent. */
import assert from 'node:assert/strict';
import { Fault } from '../../../../../src/appliance/faults/fault';
import type { GivenParameters } from '../../../../../src/appliance/operations/parameter-checks/check-parameters';
import { requireParameters } from '../../../../../src/appliance/operations/parameter-checks/require-parameters';
import {
  type OperationName,
  operations,
} from '../../../../../src/appliance/operations/tables/recovery-operations';

function sentLocation(operation: OperationName, given: GivenParameters): unknown {
  return requireParameters(operations[operation], given).get('location');
}

function assertRefused(operation: OperationName, given: GivenParameters, text: RegExp): void {
  assert.throws(
    () => sentLocation(operation, given),
    (error) =>
      error instanceof Fault && error.code === 'INVALID_REQUEST' && text.test(error.message),
  );
}

const sent: readonly [location: string, type: string][] = [
  ['ftp://nas.lab.example/vc', 'FTP'],
  ['http://nas.lab.example/vc', 'HTTP'],
  ['ftps://nas.lab.example/vc', 'FTPS'],
  ['https://nas.lab.example/vc', 'HTTPS'],
  ['scp://nas.lab.example/vc', 'SCP'],
  ['sftp://nas.lab.example/vc', 'SFTP'],
  ['nfs://nas.lab.example/vc', 'NFS'],
  ['smb://nas.lab.example/vc', 'SMB'],
  ['SFTP://NAS/vc', 'sftp'],
  ['Sftp://nas', 'SFTP'],
  ['nfs://10.10.10.10:/nfs/x', 'NFS'],
  ['sftp://nas:1/vc', 'SFTP'],
  ['sftp://nas:65535', 'SFTP'],
  ['sftp://[fe80::1]:22/vc', 'SFTP'],
  ['sftp://[fe80::1%eth0]/vc', 'SFTP'],
  ['sftp://svc@nas/vc', 'SFTP'],
  ['sftp://svc:p%40ss@nas:22/vc', 'SFTP'],
  ['sftp://svc:p@ss@nas/vc', 'SFTP'],
  ['sftp://nas/a%20b?x#y', 'SFTP'],
  ['smb://nas_1/share$', 'SMB'],
  // Of a path only the appliance knows whether it is right.
  ['nas:/vc', 'NFS'],
  ['nas.lab.example/vc', 'SFTP'],
  ['/vc/with a blank', 'SFTP'],
  ['10.10.10.10/x', 'FTP'],
];

const refused: readonly [location: string, type: string, RegExp][] = [
  ['tftp://nas/vc', 'SFTP', /must begin with one of ftp:\/\/, http:\/\/, /],
  ['sftp2://nas/vc', 'SFTP', /must begin with one of /],
  ['://nas/vc', 'SFTP', /must begin with one of /],
  ['nas/sftp://vc', 'SFTP', /must begin with one of /],
  ['ftp://nas/vc', 'SFTP', /does not match location_type, which is SFTP/],
  ['https://nas/vc', 'HTTP', /does not match location_type, which is HTTP/],
  ['sftp://', 'SFTP', /names no host/],
  ['sftp:///vc', 'SFTP', /names no host/],
  ['sftp://svc@/vc', 'SFTP', /names no host/],
  ['sftp://:22/vc', 'SFTP', /names no host/],
  ['sftp://?vc', 'SFTP', /names no host/],
  ['sftp://[]/vc', 'SFTP', /names no host/],
  ['sftp://[nas]/vc', 'SFTP', /names no host/],
  ['sftp://nas:0/vc', 'SFTP', /The port in the parameter location must be from 1 to 65535/],
  ['sftp://nas:65536/vc', 'SFTP', /The port in the parameter location/],
  ['sftp://nas:ssh/vc', 'SFTP', /The port in the parameter location/],
  ['sftp://nas:-1/vc', 'SFTP', /The port in the parameter location/],
  ['sftp://nas:2e2/vc', 'SFTP', /The port in the parameter location/],
  ['sftp://fe80::1/vc', 'SFTP', /The port in the parameter location/],
  ['sftp://nas/a b', 'SFTP', /must not contain spaces/],
  [' sftp://nas/vc', 'SFTP', /must not contain spaces/],
  ['sftp://nas/vc\u00a0', 'SFTP', /must not contain spaces/],
  ['sftp://nas/vc\n', 'SFTP', /must not contain control characters/],
  ['sftp://nas/\u0000', 'SFTP', /must not contain control characters/],
  ['sftp://-nas/vc', 'SFTP', /must not begin with "-"/],
];

const typed = ['backup.job.create', 'backup.validate', 'restore.job.create', 'restore.validate'];

/** Without a type beside it, there is nothing that says how to reach a path. */
const untyped: readonly [OperationName, GivenParameters][] = [
  ['backup.schedules.create', { schedule: 'default' }],
  ['backup.schedules.update', { schedule: 'default' }],
  ['backup.system-name.list', {}],
  ['backup.system-name.archives.list', { system_name: 'vc' }],
  ['backup.system-name.archives.get', { system_name: 'vc', archive: 'x' }],
];

describe('The location of a backup', () => {
  for (const operation of typed as readonly OperationName[]) {
    for (const [location, location_type] of sent) {
      it(`${location} goes as it is, as ${location_type}, by ${operation}`, () => {
        assert.equal(sentLocation(operation, { location_type, location }), location);
      });
    }
  }

  for (const [location, location_type, text] of refused) {
    it(`${JSON.stringify(location)} is refused, as ${location_type}`, () => {
      assertRefused('backup.job.create', { location_type, location }, text);
    });
  }

  for (const [operation, given] of untyped) {
    it(`is a URI for ${operation}`, () => {
      const location = 'SFTP://svc@nas:22/vc';
      assert.equal(sentLocation(operation, { ...given, location }), location);
      assertRefused(operation, { ...given, location: 'nas/vc' }, /must be a URI, such as sftp:/);
      assertRefused(operation, { ...given, location: 'x://nas/vc' }, /must begin with one of/);
    });
  }

  it('is told without its password', () => {
    assert.throws(
      () => sentLocation('backup.system-name.list', { location: 'sftp://svc:s3cret@nas:x/vc' }),
      ({ message }: Error) => !message.includes('s3cret'),
    );
  });
});
