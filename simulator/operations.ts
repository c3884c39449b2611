import type { Accounts, Caller } from './authentication';
import {
  backupRunning,
  type Fault,
  invalidBody,
  noReconciliationJob,
  notRestored,
  reconciliationFailedBefore,
  reconciliationRunning,
  singleSignOnMissing,
  unexpectedField,
} from './faults';
import { singleSignOnRefused } from './job-messages';
import type { Wording } from './messages';
import type { ReconciliationSlot } from './reconciliation';
import type { Operation } from './routes';
import { runRefused, usualRun } from './scenarios';
import type { Script, StartRule } from './script';
import type { Sessions } from './sessions';
import type { Stage } from './stage';

/** What an operation works on. */
export interface ApplianceState {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly stage: Stage;
  readonly reconciliation: ReconciliationSlot;
}

/** One call of an operation by somebody who is known. */
export interface Call {
  readonly caller: Caller;
  /** The operation's input, out of the dialect's wrapping; undefined without a body. */
  readonly input: unknown;
  readonly parameters: Readonly<Record<string, string>>;
  readonly wording: Wording;
}

/** What comes of it: a value, nothing at all, or a fault. */
export type Outcome = { readonly value?: unknown } | { readonly fault: Fault };

type Run = (state: ApplianceState, call: Call) => Outcome;

export const operations: Readonly<Record<Operation, Run>> = {
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
    return {};
  },
  'reconciliation.job.get': ({ reconciliation }, { wording }) => {
    const value = reconciliation.info(wording);
    return value === undefined ? { fault: noReconciliationJob } : { value };
  },
  'reconciliation.job.create': (state, call) => {
    const wish = readCreateSpec(call.input);
    if ('errorType' in wish) return { fault: wish };
    const obstacle = obstacleToReconciliation(state);
    if (obstacle !== undefined) return { fault: obstacle };
    const { for: _length, job: _job, ...lasting } = state.stage.phase();
    const run = runOf(wish, state.accounts, lasting.start);
    // What else holds, a slow answer for one, goes on holding while the new job runs.
    state.stage.play(run.map((phase) => ({ ...lasting, ...phase })));
    return { value: state.reconciliation.info(call.wording) };
  },
};

interface CreateSpec {
  readonly user: string;
  readonly password: string;
  readonly ignoreWarnings: boolean;
}

const createSpecFields: Readonly<Record<string, string>> = {
  sso_admin_user_name: 'string',
  sso_admin_user_password: 'string',
  ignore_warnings: 'boolean',
};

function readCreateSpec(input: unknown): CreateSpec | Fault {
  if (input === undefined || input === null) return singleSignOnMissing;
  if (typeof input !== 'object' || Array.isArray(input)) return invalidBody('it is no structure');
  const given = new Map<string, unknown>(Object.entries(input));
  for (const [field, value] of given) {
    const type = createSpecFields[field];
    if (type === undefined) return unexpectedField(field);
    if (typeof value !== type) return invalidBody(`${field} is not a ${type}`);
  }
  const user = given.get('sso_admin_user_name');
  const password = given.get('sso_admin_user_password');
  if (typeof user !== 'string' || typeof password !== 'string') return singleSignOnMissing;
  return { user, password, ignoreWarnings: given.get('ignore_warnings') === true };
}

/** Why no reconciliation can start now. A failed one stands in the way too, says the handbook. */
function obstacleToReconciliation({ reconciliation, stage }: ApplianceState): Fault | undefined {
  switch (stage.phase().start?.refuse) {
    case 'backup-running':
      return backupRunning;
    case 'not-restored':
      return notRestored;
  }
  switch (reconciliation.status()) {
    case 'RUNNING':
      return reconciliationRunning;
    case 'FAILED':
      return reconciliationFailedBefore;
    default:
      return undefined;
  }
}

/** A wrong password shows when single sign-on is asked, so the job begins and then fails. */
function runOf(wish: CreateSpec, accounts: Accounts, rule: StartRule = {}): Script {
  if (wish.user !== accounts.username || wish.password !== accounts.password) {
    return runRefused([{ ...singleSignOnRefused, args: [wish.user] }]);
  }
  const run = rule.run ?? usualRun;
  return wish.ignoreWarnings ? run : (rule.runWarned ?? run);
}
