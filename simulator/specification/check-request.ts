import { type Fields, fields, type Swagger } from './swagger';

/** A parameter as Swagger 2.0 describes it. */
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly type: string;
  /** Where it stands among the operation's parameters. */
  readonly index: string;
}

/** An operation of the specification that a request may be meant for. */
interface Candidate {
  readonly path: string;
  /** The query that stands in the path and tells the actions apart. */
  readonly fixed: URLSearchParams;
  /** What stands in the places of its `{name}`s, as it was sent. */
  readonly places: Readonly<Record<string, string>>;
}

/** What is wrong with a request, one line each; empty where nothing is. */
export function requestProblems(
  swagger: Swagger,
  method: string,
  target: string,
  body: unknown,
): string[] {
  const [path = '', ...rest] = target.split('?');
  const query = new URLSearchParams(rest.join('?'));
  const candidate = bestOf(candidatesFor(swagger, method, path, query));
  if (candidate === undefined) return [`there is no operation ${method} ${path}`];
  const parameters = parametersOf(swagger.operation(candidate.path, method));
  return [
    ...placeProblems(candidate.places),
    ...queryProblems(query, candidate.fixed, parameters),
    ...bodyProblems(
      swagger,
      body,
      ['paths', candidate.path, method.toLowerCase()],
      parameters.find((parameter) => parameter.in === 'body'),
    ),
  ];
}

function candidatesFor(
  swagger: Swagger,
  method: string,
  path: string,
  query: URLSearchParams,
): Candidate[] {
  return Object.keys(swagger.paths).flatMap((documented) => {
    const [template = '', ...rest] = documented.split('?');
    const fixed = new URLSearchParams(rest.join('?'));
    const places = placesOf(template, path);
    const isMeant =
      Object.keys(swagger.operation(documented, method)).length > 0 &&
      [...fixed].every(([name, value]) => query.get(name) === value);
    return isMeant && places !== undefined ? [{ path: documented, fixed, places }] : [];
  });
}

/** The one that says most itself: more of the query, then more of the path. */
function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const [best] = candidates.toSorted(
    (left, right) =>
      right.fixed.size - left.fixed.size ||
      Object.keys(left.places).length - Object.keys(right.places).length,
  );
  return best;
}

function placesOf(template: string, path: string): Record<string, string> | undefined {
  const expected = template.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const places: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{')) places[part.slice(1, -1)] = value;
    else if (part !== value) return undefined;
  }
  return places;
}

function parametersOf(operation: Fields): Parameter[] {
  const list = Array.isArray(operation.parameters) ? operation.parameters : [];
  return list.map((entry: unknown, index) => {
    const given = fields(entry);
    return {
      name: String(given.name),
      in: String(given.in),
      required: given.required === true,
      type: String(given.type),
      index: String(index),
    };
  });
}

function placeProblems(places: Readonly<Record<string, string>>): string[] {
  return Object.entries(places).flatMap(([name, value]) => {
    if (value === '') return [`the path parameter ${name} is empty`];
    return isEncoded(value) ? [] : [`the path parameter ${name} is not encoded as it must be`];
  });
}

/** Whether a part of a path holds nothing that RFC 3986 wants encoded, and decodes. */
function isEncoded(part: string): boolean {
  return /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/.test(part) && decodes(part);
}

function decodes(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false; // It throws for bytes that are no UTF-8, and that is the answer.
  }
}

const queryTypes: Readonly<Record<string, RegExp>> = {
  boolean: /^(?:true|false)$/,
  integer: /^-?\d+$/,
};

function queryProblems(
  query: URLSearchParams,
  fixed: URLSearchParams,
  parameters: readonly Parameter[],
): string[] {
  const known = parameters.filter((parameter) => parameter.in === 'query');
  const unknown = [...query.keys()].filter(
    (name) => !fixed.has(name) && known.every((parameter) => parameter.name !== name),
  );
  return [
    ...unknown.map((name) => `there is no query parameter ${name}`),
    ...[...fixed.keys()]
      .filter((name) => query.getAll(name).length > 1)
      .map((name) => `the query parameter ${name} stands there more than once`),
    ...known.flatMap(({ name, required, type }) => {
      const values = query.getAll(name);
      if (values.length === 0) return required ? [`the query parameter ${name} is missing`] : [];
      if (values.length > 1 && type !== 'array') {
        return [`the query parameter ${name} stands there more than once`];
      }
      const form = queryTypes[type];
      return form === undefined || values.every((value) => form.test(value))
        ? []
        : [`the query parameter ${name} is no ${type}`];
    }),
  ];
}

/**
 * The file marks most bodies as optional whose structures have required fields. Later versions of
 * it mark them as required, so what counts here is whether an empty structure would do.
 */
function bodyProblems(
  swagger: Swagger,
  body: unknown,
  operation: readonly string[],
  parameter: Parameter | undefined,
): string[] {
  const isEmpty = body === undefined || body === '';
  if (parameter === undefined) return isEmpty ? [] : ['there is a body where none is taken'];
  const schema = [...operation, 'parameters', parameter.index, 'schema'];
  if (isEmpty) {
    const isNeeded = parameter.required || swagger.problems({}, ...schema).length > 0;
    return isNeeded ? ['the body is missing'] : [];
  }
  if (typeof body !== 'string') return swagger.problems(body, ...schema);
  try {
    return swagger.problems(JSON.parse(body), ...schema);
  } catch (error) {
    if (error instanceof SyntaxError) return ['the body is not JSON'];
    throw error;
  }
}
