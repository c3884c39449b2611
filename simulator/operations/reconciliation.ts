import type { Accounts } from '../appliance/authentication';
import type { OperationTable } from '../appliance/call';
import { obstacleToReconciliation } from '../appliance/may-start';
import { singleSignOnRefused } from '../appliance/reconciliation-messages';
import { noReconciliationJob, singleSignOnMissing } from '../protocol/faults';
import { runRefused, usualRun } from '../scenarios/scenarios';
import type { Script, StartRule } from '../scenarios/script';
import { type ReconciliationSpec, readReconciliationSpec } from './request-bodies';

export const reconciliationOperations: OperationTable<
  'reconciliation.job.get' | 'reconciliation.job.create'
> = {
  'reconciliation.job.get': ({ reconciliation }, { wording }) => {
    const value = reconciliation.info(wording);
    return value === undefined ? { fault: noReconciliationJob } : { value };
  },
  'reconciliation.job.create': (state, { input, wording }) => {
    const spec = readReconciliationSpec(input ?? {});
    if ('fault' in spec) return spec;
    const { sso_admin_user_name: user, sso_admin_user_password: password } = spec.value;
    if (user === undefined || password === undefined) return { fault: singleSignOnMissing };
    const obstacle = obstacleToReconciliation(state);
    if (obstacle !== undefined) return { fault: obstacle };
    const { for: _length, job: _job, ...lasting } = state.stage.phase();
    const run = runOf(spec.value, state.accounts, lasting.start);
    // What else holds, a slow answer for one, goes on holding while the new job runs.
    state.stage.play(run.map((phase) => ({ ...lasting, ...phase })));
    return { value: state.reconciliation.info(wording) };
  },
};

/** A wrong password shows when single sign-on is asked, so the job begins and then fails. */
function runOf(spec: ReconciliationSpec, accounts: Accounts, rule: StartRule = {}): Script {
  const user = spec.sso_admin_user_name ?? '';
  if (user !== accounts.username || spec.sso_admin_user_password !== accounts.password) {
    return runRefused([{ ...singleSignOnRefused, args: [user] }]);
  }
  const run = rule.run ?? usualRun;
  return spec.ignore_warnings === true ? run : (rule.runWarned ?? run);
}
