/**
 * What the row of an operation can say. It changes where the appliance does something that no row
 * can express yet; the rows themselves are in operations.ts and further-operations.ts.
 */

/** The ways to an appliance: `api` speaks the newer dialect, the others the older `/rest`. */
export const connections = ['api', 'rest', 'management'] as const;

export type Connection = (typeof connections)[number];

export type ParameterType = 'text' | 'number' | 'flag' | 'time' | 'list' | 'structure';

/** The fields of the nodes' credentials that hold a parameter. */
export type CredentialField = 'ssoUsername' | 'ssoPassword' | 'locationPassword' | 'backupPassword';

/** What an appliance has a list of, and names by ids. */
export type Listed = 'backups' | 'schedules' | 'parts';

export interface Parameter {
  /** As the appliance calls it. */
  name: string;
  in: 'path' | 'query' | 'body';
  /** The structure of the body in which it stands, where that is not the body itself. */
  within?: string;
  type: ParameterType;
  /** What a text, or each text of a list, can be. */
  choices?: readonly string[];
  /** Of what it names one, or several: a dialog offers those that there are. */
  of?: Listed;
  /** Of what a structure consists. */
  fields?: readonly Parameter[];
  required?: boolean;
  /** What is sent where it is not given, though the appliance wants it. */
  fallback?: unknown;
  /** A secret never goes back to a flow, a log or an export. */
  secret?: boolean;
  credential?: CredentialField;
  /** What its text has to be like, beyond its type. */
  rule?: Rule;
  /** The version that brought it, where that is later than 7.0.3. */
  since?: string;
}

/**
 * `argument`: becomes an argument of a program on the appliance, so it must not begin like an
 * option (CVE-2024-22274); `backup-password`: what the specification asks of one; `id`: stands in a
 * path, at least in one of the dialects.
 */
export type Rule = 'argument' | 'backup-password' | 'id';

export interface RestTwin {
  method?: Method;
  path?: string;
  /** Null where `/api` tells the action in the query and `/rest` in the path. */
  action?: null;
  /** The structure in which the body stands. */
  within?: string;
  /** What its query parameters are called. */
  names?: Readonly<Record<string, string>>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `result` is a verdict of its own, OK, WARNING or FAIL, in an answer with success. */
export type AnswerKind =
  | 'structure'
  | 'list'
  | 'map'
  | 'number'
  | 'flag'
  | 'text'
  | 'nothing'
  | 'result';

export interface Operation {
  name: string;
  method: Method;
  /** Below `/api`, with `{name}` for what a parameter says. */
  path: string;
  /** What `?action=` says. */
  action?: string;
  parameters?: readonly Parameter[];
  answer: AnswerKind;
  /** The HTTP status that the specification gives success. */
  success: number;
  /** Whether it changes something on the appliance. Such a request is sent once. */
  changes: boolean;
  /** Whether it may cost data. */
  dangerous?: boolean;
  /**
   * An appliance that has nothing to show may answer with HTTP 500 in its own words, as reported of
   * the restore job of a vCenter that was never restored.
   */
  errorMayMeanNone?: boolean;
  /** What differs below `/rest`; without it there is no such twin. */
  rest?: RestTwin;
}

/** @returns whether the connection's dialect has the operation. */
export function isOffered({ rest }: Operation, connection: Connection): boolean {
  return connection === 'api' || rest !== undefined;
}
