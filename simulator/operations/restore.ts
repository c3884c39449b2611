import type { Appliance } from '../appliance/appliance';
import { faultOfRestore } from '../appliance/may-start';
import { archiveBy } from '../backups/archives';
import { backupParts } from '../backups/backup-parts';
import { isUnreachable, locationUrl } from '../backups/locations';
import { fault, isFault } from '../protocol/faults';
import { identity } from '../protocol/identity';
import { type Message, message, plain } from '../protocol/messages';
import { returnResult } from './backups';
import { type OperationTable, withBody } from './operation';
import { type Accepted, restoreBody, restoreJobBody } from './request-bodies';
import { problemsWithAdministrator } from './single-sign-on';

const day = 24 * 60 * 60_000;

export const restoreOperations: OperationTable<
  'restore.job.get' | 'restore.job.create' | 'restore.job.cancel' | 'restore.validate'
> = {
  'restore.job.get': ({ restore, settings }, { wording }) =>
    restore.state() === 'NONE' && settings.restoreNever === 'error-500'
      ? fault('INTERNAL_SERVER_ERROR', 'simulator.restore.job.broken')
      : { value: restore.status(wording) },
  'restore.job.create': withBody(restoreJobBody, (appliance, { wording }, body) => {
    const refusal = faultOfRestore(appliance);
    if (refusal !== undefined) return refusal;
    const { settings, accounts, restore } = appliance;
    const administrator = settings.ssoLoginRequired
      ? problemsWithAdministrator(body, accounts)
      : [];
    if (isFault(administrator)) return administrator;
    restore.begin([...problemsWith(appliance, body), ...administrator]);
    return { value: restore.status(wording) };
  }),
  'restore.job.cancel': ({ restore }, { wording }) => {
    if (restore.state() !== 'INPROGRESS') {
      return returnResult([message('simulator.restore.not.running')], wording);
    }
    restore.cancel();
    return returnResult([], wording);
  },
  'restore.validate': withBody(restoreBody, (appliance, { wording }, body) => {
    const { backups, clock, settings } = appliance;
    const problems = problemsWith(appliance, body);
    const archive = archiveBy(backups, locationUrl(body.location, body.location_type));
    return {
      value: {
        timestamp: new Date(archive?.end.time ?? clock.now().getTime() - day).toISOString(),
        parts: archive?.order.parts ?? backupParts.map(({ id }) => id),
        version: identity.version,
        boxname: identity.name,
        sso_login_required: settings.ssoLoginRequired,
        comment: archive?.order.comment ?? '',
        applicable: problems.length === 0,
        messages: problems.map(plain(wording)),
      },
    };
  }),
};

/**
 * Why nothing can be restored from there. A location that no backup of this appliance went to is
 * taken for that of another one: it is a new appliance that is restored.
 */
function problemsWith({ backups }: Appliance, body: Accepted<typeof restoreBody>): Message[] {
  const location = locationUrl(body.location, body.location_type);
  const password = archiveBy(backups, location)?.order.password;
  const canOpen = password === undefined || password === body.backup_password;
  return [
    ...(isUnreachable(location)
      ? [message('simulator.backup.location.unreachable', location)]
      : []),
    ...(canOpen ? [] : [message('simulator.restore.backup.encrypted')]),
  ];
}
