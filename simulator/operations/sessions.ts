import { isFault } from '../protocol/faults';
import type { OperationTable } from './operation';

export const sessionOperations: OperationTable<
  'session.create' | 'session.get' | 'session.delete'
> = {
  'session.create': ({ sessions }, { caller }) => {
    const session = sessions.open(caller.user);
    return isFault(session) ? session : { value: session.id };
  },
  'session.get': (_appliance, { caller: { session, user } }) => ({
    value: {
      user,
      created_time: session?.createdTime.toISOString(),
      last_accessed_time: session?.lastAccessedTime.toISOString(),
    },
  }),
  'session.delete': ({ sessions }, { caller: { session } }) => {
    if (session !== undefined) sessions.close(session.id);
    return {};
  },
};
