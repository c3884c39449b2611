import { nothingToTell, type OperationTable } from '../appliance/call';

export const sessionOperations: OperationTable<
  'session.create' | 'session.get' | 'session.delete'
> = {
  'session.create': ({ sessions }, { caller }) => {
    const session = sessions.open(caller.user);
    return 'id' in session ? { value: session.id } : { fault: session };
  },
  'session.get': (_state, { caller: { session, user } }) => ({
    value: {
      user,
      created_time: session?.createdTime.toISOString(),
      last_accessed_time: session?.lastAccessedTime.toISOString(),
    },
  }),
  'session.delete': ({ sessions }, { caller: { session } }) => {
    if (session !== undefined) sessions.close(session.id);
    return nothingToTell;
  },
};
