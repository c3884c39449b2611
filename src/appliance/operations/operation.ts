/**
 * The columns of the tables of operations, which are in `tables/`. This file changes where a row
 * cannot express yet what an appliance does.
 */
import type { Connection } from '../settings/connection';

export type ParameterType = 'text' | 'number' | 'flag' | 'time' | 'list' | 'structure';

/** The nodes' credentials that provide a parameter. */
export type CredentialField =
  | 'ssoUsername'
  | 'ssoPassword'
  | 'locationUser'
  | 'locationPassword'
  | 'backupPassword';

/** What an appliance lists, with an id each. */
export type Listed = 'backups' | 'schedules' | 'parts';

export interface Parameter {
  /** As the API names it. */
  name: string;
  in: 'path' | 'query' | 'body';
  /** The structure of the body that contains it, if not the body itself. */
  within?: string;
  type: ParameterType;
  /** The valid values of a text, or of each text in a list. */
  choices?: readonly string[];
  /** What it refers to, by id: a dialog offers the existing ones. */
  of?: Listed;
  /** The fields of a structure. */
  fields?: readonly Parameter[];
  required?: boolean;
  /** Sent where none is given, although the appliance requires one. */
  fallback?: unknown;
  /** A secret never appears in a message, a log or an export. */
  secret?: boolean;
  /**
   * Whether an empty one is refused instead of counting as not given: without the password of a
   * backup, the backup would silently be made unencrypted.
   */
  refusedIfEmpty?: boolean;
  credential?: CredentialField;
  /** A rule for its text, in addition to the type. */
  rule?: Rule;
  /** The parameter before it that says which scheme its URI has. */
  schemeIn?: string;
  /** The version that introduced it, if later than 7.0.3. */
  since?: string;
}

/**
 * `argument`: becomes an argument of a program on the appliance, so it must not begin like an option
 * (CVE-2024-22274). `backup-password`: the specification's rules for one. `id`: is part of the path
 * in at least one of the dialects. `location`: an argument as well, and a path or a URI. `location-uri`:
 * a URI only.
 */
export type Rule = 'argument' | 'backup-password' | 'id' | 'location' | 'location-uri';

/** What differs below `/rest`. */
export interface RestTwin {
  method?: Method;
  path?: string;
  /** Null where the action is in the query for `/api`, but in the path for `/rest`. */
  action?: null;
  /** The structure that contains the body. */
  within?: string;
  /** The names of its query parameters. */
  names?: Readonly<Record<string, string>>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `result`: OK, WARNING or FAIL, in an answer whose status is that of success. */
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
  /** Below `/api`, with `{name}` for the value of a parameter. */
  path: string;
  /** The value of `?action=`. */
  action?: string;
  parameters?: readonly Parameter[];
  answer: AnswerKind;
  /** The HTTP status of success in the specification. */
  success: number;
  /** Whether it changes something on the appliance. Such a request is never repeated. */
  changes: boolean;
  /** Whether data may be lost. */
  dangerous?: boolean;
  /**
   * Whether an error of the API with HTTP 500 may mean that there is no such thing, as reported of
   * the restore job of a vCenter that was never restored.
   */
  errorMayMeanNone?: boolean;
  /** Left out where `/rest` does not have the operation. */
  rest?: RestTwin;
}

/** @returns whether the dialect of the connection has the operation. */
export function isOffered({ rest }: Operation, connection: Connection): boolean {
  return connection === 'api' || rest !== undefined;
}
