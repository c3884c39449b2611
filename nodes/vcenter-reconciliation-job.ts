import { registerJobNode } from './job/register-job-node';

module.exports = registerJobNode('reconciliation', {
  ssoUsername: { type: 'text' },
  ssoPassword: { type: 'password' },
});
