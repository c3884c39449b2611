/** Five failures in three minutes lock a user of single sign-on. */
import type { Simulator } from '../../simulator';
import { basic, describeWays } from './lockout-rows';
import { username } from './refused-sign-ins';

const change = (simulator: Simulator) => simulator.setPassword('changed there');

describe('No account is ever locked: single sign-on', () => {
  describeWays([
    {
      title: 'single sign-on, session',
      change,
      appliance: () => ({ auth: 'session' }),
      credentials: (secret) => ({ username, password: secret }),
    },
    {
      title: 'single sign-on, Basic',
      change,
      appliance: () => ({ auth: 'basic' }),
      credentials: (secret) => ({ username, password: secret }),
    },
    {
      title: 'single sign-on, Authorization',
      change,
      appliance: () => ({ auth: 'authorization' }),
      // Without the stand-in's own: a password that changes there would be a change of the settings.
      credentials: (secret) => ({ password: '', authorization: basic(username, secret) }),
    },
  ]);
});
