/** What an appliance answered to an operation. */
export interface Answer {
  /** What was asked. */
  operation: string;
  /** The `X-Request-ID` that the request carried. */
  requestId: string;
  /** The HTTP status. */
  statusCode: number;
  /** The parsed body, out of the `value` wrapper of `/rest`; null where there was none. */
  payload: unknown;
  /** False where the appliance said that there is no such thing, and that is an answer. */
  found: boolean;
}
