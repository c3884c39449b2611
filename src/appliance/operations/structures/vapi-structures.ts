/**
 * Structures of vAPI that all its services use: messages, errors, references. The names are those of
 * the published specification.
 */

/** vAPI may add values to any enumeration of an answer, so other values than the known may occur. */
export type OpenWord<Known extends string> = Known | (string & {});

/** ISO 8601, such as `2025-03-04T07:15:02.118Z`. */
export type DateTime = string;

/** A text of the appliance with the values that it contains. */
export interface LocalizableMessage {
  id: string;
  /** In English. */
  default_message: string;
  args: string[];
  params?: Record<string, LocalizationParam>;
  /** In the requested language, if one was requested. */
  localized?: string;
}

/** Exactly one of `s`, `dt`, `i`, `d` and `l`, and its format. */
export interface LocalizationParam {
  s?: string;
  dt?: DateTime;
  i?: number;
  d?: number;
  l?: NestedLocalizableMessage;
  format?: OpenWord<`${'SHORT' | 'MED' | 'LONG' | 'FULL'}_${'DATE' | 'TIME' | 'DATE_TIME'}`>;
  precision?: number;
}

export interface NestedLocalizableMessage {
  id: string;
  params?: Record<string, LocalizationParam>;
}

/** The messages of backups, parts and restores have no parameters and translations. */
export interface RecoveryMessage {
  id: string;
  default_message: string;
  args: string[];
}

/** The answer of an appliance that reports an error. */
export interface ErrorInfo {
  /** Outermost first. */
  messages: LocalizableMessage[];
  error_type?: OpenWord<ErrorType>;
  data?: unknown;
}

export type ErrorType =
  | 'ERROR'
  | 'ALREADY_EXISTS'
  | 'ALREADY_IN_DESIRED_STATE'
  | 'CANCELED'
  | 'CONCURRENT_CHANGE'
  | 'FEATURE_IN_USE'
  | 'INTERNAL_SERVER_ERROR'
  | 'INVALID_ARGUMENT'
  | 'INVALID_ELEMENT_CONFIGURATION'
  | 'INVALID_ELEMENT_TYPE'
  | 'INVALID_REQUEST'
  | 'NOT_ALLOWED_IN_CURRENT_STATE'
  | 'NOT_FOUND'
  | 'OPERATION_NOT_FOUND'
  | 'RESOURCE_BUSY'
  | 'RESOURCE_IN_USE'
  | 'RESOURCE_INACCESSIBLE'
  | 'SERVICE_UNAVAILABLE'
  | 'TIMED_OUT'
  | 'UNABLE_TO_ALLOCATE_RESOURCE'
  | 'UNAUTHENTICATED'
  | 'UNAUTHORIZED'
  | 'UNEXPECTED_INPUT'
  | 'UNSUPPORTED'
  | 'UNVERIFIED_PEER';

/**
 * Why a job failed: a text in the specification, a structure in the bindings and the documentation,
 * a structure beside its type below the older `/rest`.
 */
export type JobError = string | ErrorInfo | { type: string; value: ErrorInfo };

export interface DynamicId {
  type: string;
  id: string;
}
