import { faultOfReconciliation } from '../appliance/may-start';
import { fault, isFault } from '../protocol/faults';
import { failedChecks, usualRun } from '../scenarios/scenarios';
import { type OperationTable, withBody } from './operation';
import { reconciliationBody } from './request-bodies';
import { problemsWithAdministrator } from './single-sign-on';

export const reconciliationOperations: OperationTable<
  'reconciliation.job.get' | 'reconciliation.job.create'
> = {
  'reconciliation.job.get': ({ reconciliation }, { wording }) => {
    const value = reconciliation.info(wording);
    return value === undefined
      ? fault('NOT_FOUND', 'simulator.reconciliation.job.notfound')
      : { value };
  },
  'reconciliation.job.create': withBody(reconciliationBody, (appliance, { wording }, body) => {
    const problems = problemsWithAdministrator(body, appliance.accounts);
    if (isFault(problems)) return problems;
    const refusal = faultOfReconciliation(appliance);
    if (refusal !== undefined) return refusal;
    const { for: _length, job: _job, ...lasting } = appliance.script.phase();
    const { run = usualRun, runWarned = run } = lasting.start ?? {};
    const started = body.ignore_warnings === true ? run : runWarned;
    const course = problems.length > 0 ? failedChecks(problems) : started;
    // What else holds, a slow answer for example, continues to hold while the new job runs.
    appliance.script.play(course.map((phase) => ({ ...lasting, ...phase })));
    return { value: appliance.reconciliation.info(wording) };
  }),
};
