import type { Accounts } from '../appliance/authentication';
import { type Fault, fault } from '../protocol/faults';
import { type Message, message } from '../protocol/messages';

/**
 * Why a job fails that is to sign in as this administrator: nothing if it can. A wrong password is
 * noticed when single sign-on is asked, so the job begins and then fails; one that is missing is a
 * fault.
 */
export function problemsWithAdministrator(
  body: { readonly sso_admin_user_name?: string; readonly sso_admin_user_password?: string },
  { username, password }: Accounts,
): Message[] | Fault {
  const { sso_admin_user_name: user, sso_admin_user_password: given } = body;
  if (user === undefined || given === undefined) {
    return fault('INVALID_ARGUMENT', 'simulator.sso.missing');
  }
  const isAccepted = user === username && given === password;
  return isAccepted ? [] : [message('simulator.sso.refused', user)];
}
