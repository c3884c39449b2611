import { registerJobNode } from './job/register-job-node';

module.exports = registerJobNode('restore', {
  ssoUsername: { type: 'text' },
  ssoPassword: { type: 'password' },
  locationPassword: { type: 'password' },
  backupPassword: { type: 'password' },
});
