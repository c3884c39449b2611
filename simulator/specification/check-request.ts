import { type Fields, fields, type Swagger } from './swagger';

/** An operation of the specification that a request may be meant for. */
interface Candidate {
  readonly path: string;
  /** The query that stands in the path and tells the actions apart. */
  readonly fixed: URLSearchParams;
  /** What stands in the places of its `{name}`s, as it was sent. */
  readonly places: Readonly<Record<string, string>>;
}

type Parameter = ReturnType<typeof parametersOf>[number];

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
      parameters.find(({ place }) => place === 'body'),
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
    const pattern = new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]*)')}$`);
    const found = pattern.exec(path);
    const isMeant =
      Object.keys(swagger.operation(documented, method)).length > 0 &&
      [...fixed].every(([name, value]) => query.get(name) === value);
    return isMeant && found !== null
      ? [{ path: documented, fixed, places: { ...found.groups } }]
      : [];
  });
}

/** The most specific one: with more of the query fixed, then with more of the path. */
function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const [best] = candidates.toSorted(
    (left, right) =>
      right.fixed.size - left.fixed.size ||
      Object.keys(left.places).length - Object.keys(right.places).length,
  );
  return best;
}

/** The operation's parameters as Swagger 2.0 describes them, with their places among these. */
function parametersOf(operation: Fields) {
  const list = Array.isArray(operation.parameters) ? operation.parameters : [];
  return list.map((entry: unknown, index) => {
    const { name, in: place, required, type } = fields(entry);
    return { name: `${name}`, place, isRequired: required === true, type, index: `${index}` };
  });
}

function placeProblems(places: Readonly<Record<string, string>>): string[] {
  return Object.entries(places).flatMap(([name, value]) => {
    if (value === '') return [`the path parameter ${name} is empty`];
    return isEncoded(value) ? [] : [`the path parameter ${name} is not encoded as it must be`];
  });
}

/** Whether a part of a path holds nothing that RFC 3986 requires encoded, and can be decoded. */
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
  const known = parameters.filter(({ place }) => place === 'query');
  const missing = known.filter(({ name, isRequired }) => isRequired && !query.has(name));
  const given = [...new Set(query.keys())].flatMap((name) => {
    const parameter = known.find((candidate) => candidate.name === name);
    if (parameter === undefined && !fixed.has(name)) return [`there is no query parameter ${name}`];
    const values = query.getAll(name);
    if (values.length > 1 && parameter?.type !== 'array') {
      return [`the query parameter ${name} stands there more than once`];
    }
    const form = queryTypes[`${parameter?.type}`] ?? /^/;
    return values.every((value) => form.test(value))
      ? []
      : [`the query parameter ${name} is no ${parameter?.type}`];
  });
  return [...missing.map(({ name }) => `the query parameter ${name} is missing`), ...given];
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
    const isNeeded = parameter.isRequired || swagger.problems({}, ...schema).length > 0;
    return isNeeded ? ['the body is missing'] : [];
  }
  try {
    return swagger.problems(typeof body === 'string' ? JSON.parse(body) : body, ...schema);
  } catch (error) {
    if (error instanceof SyntaxError) return ['the body is not JSON'];
    throw error;
  }
}
