/** Three failures in fifteen minutes lock root of the management interface. */
import type { Simulator } from '../../simulator';
import { basic, describeWays } from './lockout-rows';

const change = (simulator: Simulator) => simulator.setRootPassword('changed there');

describe('No account is ever locked: root on 5480', () => {
  describeWays([
    {
      title: 'root on 5480, session (which is Basic there)',
      change,
      appliance: ({ managementPort: port }) => ({
        ...{ connection: 'management', auth: 'session', port: String(port) },
      }),
      credentials: (secret) => ({ username: 'root', password: secret }),
    },
    {
      title: 'root on 5480, Basic',
      change,
      appliance: ({ managementPort: port }) => ({
        ...{ connection: 'management', auth: 'basic', port: String(port) },
      }),
      credentials: (secret) => ({ username: 'root', password: secret }),
    },
    {
      title: 'root on 5480, Authorization',
      change,
      appliance: ({ managementPort: port }) => ({
        ...{ connection: 'management', auth: 'authorization', port: String(port) },
      }),
      credentials: (secret) => ({ authorization: basic('root', secret) }),
    },
  ]);
});
