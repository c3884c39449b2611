/** The only place where an HTTP status and its body are classified. */
import type { FaultCode } from './fault-codes';
import type { VapiError } from './vapi-error';

/** The error types of the published specification, and what each means to a flow. */
const codeOfType: Readonly<Record<string, FaultCode>> = {
  ALREADY_EXISTS: 'REFUSED',
  ALREADY_IN_DESIRED_STATE: 'REFUSED',
  CANCELED: 'APPLIANCE_ERROR',
  CONCURRENT_CHANGE: 'REFUSED',
  ERROR: 'APPLIANCE_ERROR',
  FEATURE_IN_USE: 'REFUSED',
  INTERNAL_SERVER_ERROR: 'APPLIANCE_ERROR',
  INVALID_ARGUMENT: 'INVALID_REQUEST',
  INVALID_ELEMENT_CONFIGURATION: 'INVALID_REQUEST',
  INVALID_ELEMENT_TYPE: 'INVALID_REQUEST',
  INVALID_REQUEST: 'INVALID_REQUEST',
  NOT_ALLOWED_IN_CURRENT_STATE: 'REFUSED',
  NOT_FOUND: 'APPLIANCE_ERROR',
  OPERATION_NOT_FOUND: 'API_NOT_FOUND',
  RESOURCE_BUSY: 'REFUSED',
  RESOURCE_IN_USE: 'REFUSED',
  RESOURCE_INACCESSIBLE: 'REFUSED',
  SERVICE_UNAVAILABLE: 'UNAVAILABLE',
  TIMED_OUT: 'UNAVAILABLE',
  UNABLE_TO_ALLOCATE_RESOURCE: 'REFUSED',
  UNAUTHENTICATED: 'AUTHENTICATION_FAILED',
  UNAUTHORIZED: 'NOT_AUTHORIZED',
  UNEXPECTED_INPUT: 'INVALID_REQUEST',
  UNSUPPORTED: 'APPLIANCE_ERROR',
  UNVERIFIED_PEER: 'APPLIANCE_ERROR',
};

/** Statuses that take precedence over the type in the body. */
const codeOfStatus: Readonly<Record<number, FaultCode>> = {
  401: 'AUTHENTICATION_FAILED',
  403: 'NOT_AUTHORIZED',
  404: 'API_NOT_FOUND',
  429: 'UNAVAILABLE',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

/** Distinguishes the session limit from services that are starting: both answer with HTTP 503. */
const sessionLimitId = 'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached';

/** Message ids of the REST front end: it did not find the URL, so it says nothing about a job. */
const frontEndIds = 'com.vmware.vapi.rest.';

/** @returns the code of the fault that an answer with this status (not 2xx) and error means. */
export function codeOfAnswer(status: number, error: VapiError | undefined): FaultCode {
  if (status === 404 && error !== undefined) {
    const isNotFound = error.type === undefined || error.type === 'NOT_FOUND';
    const isUnknownUrl = error.ids.some((id) => id.startsWith(frontEndIds));
    return isNotFound && !isUnknownUrl ? 'NOT_FOUND' : 'API_NOT_FOUND';
  }
  if (error?.ids.includes(sessionLimitId)) return 'SESSION_LIMIT';
  return codeOfStatus[status] ?? codeOfType[error?.type ?? ''] ?? codeOfOther(status, error);
}

function codeOfOther(status: number, error: VapiError | undefined): FaultCode {
  return status >= 400 || error !== undefined ? 'APPLIANCE_ERROR' : 'INVALID_RESPONSE';
}
