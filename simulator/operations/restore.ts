import type { Accounts } from '../appliance/authentication';
import type { ApplianceState, OperationTable } from '../appliance/call';
import { obstacleToRestore } from '../appliance/may-start';
import { singleSignOnRefused } from '../appliance/reconciliation-messages';
import { backupEncrypted, noRestoreRunning } from '../appliance/restore-messages';
import { archiveBy } from '../backups/archives';
import { locationUnreachable } from '../backups/backup-messages';
import { isUnreachable, placeOf } from '../backups/locations';
import { restoreBroken, singleSignOnMissing } from '../protocol/faults';
import { identity } from '../protocol/identity';
import { briefly, type Message } from '../protocol/messages';
import { returnResult } from './backups';
import { type RestoreRequest, readRestoreJobRequest, readRestoreRequest } from './request-bodies';

const day = 24 * 60 * 60_000;

export const restoreOperations: OperationTable<
  'restore.job.get' | 'restore.job.create' | 'restore.job.cancel' | 'restore.validate'
> = {
  'restore.job.get': ({ restore, habits }, { wording }) =>
    restore.state() === 'NONE' && habits.restoreNever === 'error-500'
      ? { fault: restoreBroken }
      : { value: restore.status(wording) },
  'restore.job.create': (state, { input, wording }) => {
    const request = readRestoreJobRequest(input);
    if ('fault' in request) return request;
    const obstacle = obstacleToRestore(state);
    if (obstacle !== undefined) return { fault: obstacle };
    const flaws = [...flawsOf(state, request.value)];
    if (state.habits.ssoLoginRequired) {
      const { sso_admin_user_name: user, sso_admin_user_password: password } = request.value;
      if (user === undefined || password === undefined) return { fault: singleSignOnMissing };
      flaws.push(...refusalOf(user, password, state.accounts));
    }
    state.restore.begin(flaws);
    return { value: state.restore.status(wording) };
  },
  'restore.job.cancel': ({ restore }, { wording }) => {
    if (restore.state() !== 'INPROGRESS') {
      return { value: returnResult('FAIL', [noRestoreRunning], wording) };
    }
    restore.cancel();
    return { value: returnResult('OK', [], wording) };
  },
  'restore.validate': (state, { input, wording }) => {
    const request = readRestoreRequest(input);
    if ('fault' in request) return request;
    const flaws = flawsOf(state, request.value);
    const { location, location_type } = request.value;
    const archive = archiveBy(state.backups, placeOf(location, location_type));
    return {
      value: {
        timestamp: new Date(archive?.end.time ?? state.clock.now().getTime() - day).toISOString(),
        parts: archive?.order.parts ?? ['common', 'seat'],
        version: identity.version,
        boxname: identity.name,
        sso_login_required: state.habits.ssoLoginRequired,
        comment: archive?.order.comment ?? '',
        applicable: flaws.length === 0,
        messages: flaws.map(briefly(wording)),
      },
    };
  },
};

/**
 * What stands against restoring from there. A place that no backup of this appliance went to is
 * taken for that of another one: it is a new appliance that is restored.
 */
function flawsOf({ backups }: ApplianceState, request: RestoreRequest): Message[] {
  const place = placeOf(request.location, request.location_type);
  const password = archiveBy(backups, place)?.order.password;
  return [
    ...(isUnreachable(place) ? [locationUnreachable(place)] : []),
    ...(password === undefined || password === request.backup_password ? [] : [backupEncrypted]),
  ];
}

/** A wrong password shows when single sign-on is asked, so the job begins and then fails. */
function refusalOf(user: string, password: string, accounts: Accounts): Message[] {
  const isGood = user === accounts.username && password === accounts.password;
  return isGood ? [] : [{ ...singleSignOnRefused, args: [user] }];
}
