import { identity } from '../protocol/identity';
import type { OperationTable } from './operation';

const oneDay = 86_400_000;

export const systemOperations: OperationTable<
  | 'recovery.get'
  | 'system.version'
  | 'system.timezone.get'
  | 'health.database-storage.get'
  | 'health.storage.get'
  | 'health.applmgmt.get'
  | 'health.database.get'
  | 'local-accounts.root.get'
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
  'health.database-storage.get': () => ({ value: 'green' }),
  'health.storage.get': () => ({ value: 'green' }),
  'health.applmgmt.get': () => ({ value: 'green' }),
  'health.database.get': () => ({ value: { status: 'HEALTHY', messages: [] } }),
  'local-accounts.root.get': ({ clock }) => ({
    value: {
      fullname: 'root',
      enabled: true,
      has_password: true,
      roles: ['superAdmin'],
      // 90 days are the default of an appliance.
      max_days_between_password_change: 90,
      password_expires_at: new Date(clock.now().getTime() + 60 * oneDay).toISOString(),
    },
  }),
};
