import { registerJobNode } from './job/register-job-node';

module.exports = registerJobNode('backup', {
  locationPassword: { type: 'password' },
  backupPassword: { type: 'password' },
});
