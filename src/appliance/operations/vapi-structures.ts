/**
 * What all of vAPI has in common: texts, errors, references. The names are those of the published
 * specification.
 */

/** vAPI may add words to any enumeration of an answer, so one that is not listed here may come. */
export type OpenWord<Known extends string> = Known | (string & {});

/** ISO 8601, such as `2025-03-04T07:15:02.118Z`. */
export type DateTime = string;

/** A text of the appliance with what it was made of. */
export interface LocalizableMessage {
  id: string;
  /** In English. */
  default_message: string;
  args: string[];
  params?: Record<string, LocalizationParam>;
  /** In the language that was asked for, where one was. */
  localized?: string;
}

/** One of `s`, `dt`, `i`, `d` and `l`, with how to write it. */
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

/** Backups, parts and restores have their texts without parameters and translations. */
export interface RecoveryMessage {
  id: string;
  default_message: string;
  args: string[];
}

/** What an appliance answers instead, where it reports an error. */
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
 * Why a job failed. The specification says text; the bindings and the documentation have a
 * structure, and the older `/rest` writes its type beside it.
 */
export type JobError = string | ErrorInfo | { type: string; value: ErrorInfo };

export interface DynamicId {
  type: string;
  id: string;
}
