import { identity } from '../protocol/identity';
import type { OperationTable } from './operation';

export const systemOperations: OperationTable<
  'recovery.get' | 'system.version' | 'system.timezone.get'
> = {
  'recovery.get': () => ({ value: { supported: true } }),
  'system.version': () => ({
    value: {
      version: identity.version,
      product: 'VMware vCenter Server',
      build: identity.build,
      type: 'vCenter Server with an embedded Platform Services Controller',
      summary: '',
      releasedate: '',
      install_time: '2024-11-05T09:30:00.000Z',
    },
  }),
  'system.timezone.get': ({ schedules }) => ({ value: schedules.timeZone() }),
};
