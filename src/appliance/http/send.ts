import type { IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Clock, limitTime } from '../../clock';
import { sentence } from '../../messages/sentence';
import { durationText } from '../../messages/time-text';
import { type Failure, failure } from '../faults/failure';
import type { ConnectingOptions, Connections, Destroyable } from './connections';

/** No answer of this API is longer (MiB). */
const sizeLimit = 8;

/** One HTTP request, ready to be sent. */
export interface HttpRequest {
  host: string;
  port: number;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** Milliseconds from connecting to the last byte of the answer. */
  timeout: number;
  /** Awaited once there is a connection, before the first byte is sent. It takes no time of its own. */
  beforeSending?: (() => Promise<void>) | undefined;
  signal?: AbortSignal | undefined;
  clock: Clock;
}

export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  /** The body, in the pieces in which it came. */
  chunks: readonly Buffer[];
}

/**
 * The connection that a request waits for, with a scope of its own: the connection keeps the options it
 * was opened with, and would keep all that its first request refers to (4 kB).
 */
function createAttempt() {
  let attempt: Destroyable | undefined;
  return {
    begun(connecting: Destroyable) {
      attempt = connecting;
    },
    ended() {
      attempt = undefined;
    },
    destroy: () => attempt?.destroy(),
  };
}

/**
 * Sends one request over `node:https` and reads its whole answer. A redirect is returned, not
 * followed: credentials are sent to the configured host only.
 *
 * @throws Failure with `sent` and `stale`, code `TIMED_OUT`, `TOO_LARGE`, `CLOSED` (the signal) or
 *   what Node reports; as it is, what `beforeSending` throws.
 */
export function send(connections: Connections, request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { clock } = request;
    const connecting = createAttempt();
    let sent = false;
    let answered = false;
    let whole: HttpResponse | undefined;
    let settled = false;

    const options: ConnectingOptions = {
      agent: connections.agent,
      host: request.host,
      port: request.port,
      method: request.method,
      path: request.path,
      headers: request.headers,
      whenConnecting: connecting.begun,
    };
    const clientRequest = httpsRequest(options);
    const begun = clock.now();

    const settle = () => {
      settled = true;
      liftLimit();
      request.signal?.removeEventListener('abort', abort);
    };
    const complete = () => {
      settle();
      if (whole !== undefined) resolve(whole);
    };
    const fail = (error: Error, wasHeldUp = false) => {
      complete();
      const closed = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      const stale = wasHeldUp || (closed && clientRequest.reusedSocket && !answered);
      reject(Object.assign(error, { sent, stale }) as Failure);
    };
    // The attempt first: the agent would keep a connection whose request was destroyed.
    const giveUp = (error: Failure, wasHeldUp?: boolean) => {
      fail(error, wasHeldUp);
      connecting.destroy();
      clientRequest.destroy();
    };
    const giveUpTurn = (reason: unknown) => {
      settle();
      reject(reason);
      clientRequest.destroy();
    };
    const abort = () => giveUp(failure('CLOSED', 'the appliance was closed'));
    const limit = (milliseconds: number) =>
      limitTime(clock, milliseconds, (wasHeldUp) => {
        const time = durationText(request.timeout / 1000);
        giveUp(failure('TIMED_OUT', sentence('no-complete-answer', { time })), wasHeldUp);
      });
    let liftLimit = limit(request.timeout);
    /** Stops the time while the caller waits for its turn. */
    const sendInTurn = async (inTurn: Promise<void>) => {
      const left = request.timeout - (clock.now() - begun);
      liftLimit();
      await inTurn;
      if (settled) return;
      liftLimit = limit(left);
      sent = true;
      clientRequest.end(request.body);
    };
    request.signal?.addEventListener('abort', abort);

    clientRequest.on('error', (error) => fail(error));
    clientRequest.on('socket', () => {
      // The agent provides a connection only once it is secure: from here on, bytes are sent.
      connecting.ended();
      if (request.beforeSending === undefined) sent = true;
      else sendInTurn(request.beforeSending()).catch(giveUpTurn);
    });
    // HTTP 101, a change of protocol that was not requested.
    clientRequest.on('upgrade', (response, socket) => {
      settle();
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, chunks: [] });
    });
    clientRequest.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= sizeLimit * 1024 * 1024) return;
        giveUp(failure('TOO_LARGE', sentence('more-than', { size: sizeLimit })));
      });
      response.on('error', (error) => fail(error));
      response.on('end', () => {
        whole = { status: response.statusCode ?? 0, headers: response.headers, chunks };
        // A process that did not run for some milliseconds may read the whole answer before Node notes
        // that the request has been written, and only then does the agent get its connection back.
        // Whatever was sent before that would open another one.
        if (clientRequest.shouldKeepAlive) clientRequest.once('close', complete);
        else complete();
      });
    });
    if (request.signal?.aborted) abort();
    else if (request.beforeSending === undefined) clientRequest.end(request.body);
  });
}
