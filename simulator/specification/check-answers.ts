import { dialectOf } from '../protocol/dialects';
import type { Route } from '../protocol/routes';
import { loadSpecification, specificationPath } from './specification';

/** An answer; its status is 0 where there is none. */
interface Checked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Holds what the appliance answers against the published specification, or does nothing at all.
 * @throws {Error} where answers are to be checked and no specification is at hand, and whatever
 *   reading it throws
 */
export function createAnswerChecks(isEnabled: boolean) {
  const path = specificationPath();
  if (isEnabled && path === undefined) {
    throw new Error('To check answers, RECOVERY_SPEC must name the file of the specification.');
  }
  const specification = isEnabled && path !== undefined ? loadSpecification(path) : undefined;
  const errors: string[] = [];
  let count = 0;
  return {
    check(
      request: { readonly method: string; readonly path: string },
      route: Route | undefined,
      answer: Checked,
    ): void {
      const { status, headers, body } = answer;
      // What a proxy says in plain text, or what is not said at all, no specification describes.
      if (specification === undefined || headers['content-type'] === 'text/plain') return;
      if (status === 0) return;
      // What clients ask for besides, the specification of the recovery API does not have.
      if (/^(system|health|local-accounts)\./.test(route?.operation ?? '') && status < 400) return;
      count++;
      const dialect = route?.dialect ?? dialectOf(request.path).name;
      for (const problem of specification.problemsOf({ dialect, route, status, body })) {
        errors.push(`${request.method} ${request.path} answered ${status}: ${problem}`);
      }
    },
    /** How many answers were checked. */
    count: () => count,
    /** What was wrong with them, one line each. */
    errors: () => [...errors],
  };
}
