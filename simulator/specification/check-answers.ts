import { dialectOf } from '../protocol/dialects';
import type { Route } from '../protocol/routes';
import type { OwnAnswer } from '../server/answer-request';
import type { SimulatedRequest } from '../server/request-log';
import { loadSpecification, specificationPath } from './specification';

/** Holds what the appliance answers against the published specification. */
export interface Inspection {
  inspect(request: SimulatedRequest, route: Route | undefined, answer: OwnAnswer): void;
  /** How many answers were looked at. */
  count(): number;
  /** What was wrong with them, one line each. */
  errors(): readonly string[];
}

/**
 * @throws {Error} where answers are to be checked and no specification is at hand, and whatever
 *   reading it throws
 */
export function createInspection(validate: boolean): Inspection {
  if (!validate) return { inspect: () => undefined, count: () => 0, errors: () => [] };
  const path = specificationPath();
  if (path === undefined) {
    throw new Error('To check answers, RECOVERY_SPEC must name the file of the specification.');
  }
  const specification = loadSpecification(path);
  const errors: string[] = [];
  let count = 0;
  return {
    inspect(request, route, { status, headers, body, how }) {
      // What a proxy says in plain text, or what is not said at all, no specification describes.
      if (how !== 'answer' || headers['content-type'] === 'text/plain') return;
      if (route?.unspecified && status < 400) return;
      count++;
      const dialect = route?.dialect ?? dialectOf(request.path).name;
      const problems = specification.problemsOf({ dialect, route, status, body });
      errors.push(
        ...problems.map(
          (problem) => `${request.method} ${request.path} answered ${status}: ${problem}`,
        ),
      );
    },
    count: () => count,
    errors: () => [...errors],
  };
}
