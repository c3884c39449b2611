/** An appliance's answer to an operation. */
export interface Answer {
  /** The name of the operation. */
  operation: string;
  /** The `X-Request-ID` that the request carried. */
  requestId: string;
  /** The HTTP status. */
  statusCode: number;
  /** The parsed body, without the `value` wrapper of `/rest`; null where there is none. */
  payload: unknown;
  /** What a later answer is compared with, where the caller has asked for it. */
  digest?: string;
  /** Whether the answer is the one that the caller knows, byte for byte; then the payload is null. */
  unchanged?: true;
  /** False where the appliance answered that there is no such thing (a request may allow that). */
  found: boolean;
  /** When it was answered by the appliance's clock (epoch ms): its `Date` header, where it has one. */
  date?: number;
}
