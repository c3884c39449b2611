import type { Operation } from '../operations/operation';
import type { GivenParameters } from '../operations/parameter-checks/check-parameters';
import type { ApplianceSettings } from '../settings/appliance-settings';

/**
 * An operation that requires an administrator of single sign-on gets the appliance's own credentials
 * where no others are given, but only if they open sessions: on port 5480 they would be those of the
 * local root.
 */
export function withSingleSignOn(
  { parameters = [] }: Operation,
  given: GivenParameters | undefined,
  { authentication, username, password }: ApplianceSettings,
): GivenParameters | undefined {
  const own = { ssoUsername: username, ssoPassword: password };
  const required = parameters.flatMap(({ name, credential }) =>
    credential === 'ssoUsername' || credential === 'ssoPassword' ? [[name, own[credential]]] : [],
  );
  if (authentication !== 'session' || required.length === 0) return given;
  const isGiven = required.some(([name = '']) => (given?.[name] ?? '') !== '');
  return isGiven ? given : { ...given, ...Object.fromEntries(required) };
}
