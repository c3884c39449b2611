/**
 * The one file that knows axios. It is loaded at the first request (28 ms inside a running
 * Node-RED), one instance for an appliance, and no axios object leaves it: an axios error carries
 * the request with its credentials.
 *
 * The adapter is ours, on `node:https`. axios' own reads proxy variables and then replaces the
 * agent, with which certificate authority and pin are gone; its `timeout` counts idle time only;
 * and it costs twice as much for each message.
 */
import { Axios, type AxiosAdapter } from 'axios';
import type { Connections } from './connections';
import { type ExchangeRequest, exchange, type RawAnswer } from './send';

export interface TransportRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/** Sends a request and returns its answer, whatever its status. Throws what `exchange` throws. */
export type Transport = (request: TransportRequest) => Promise<RawAnswer>;

export interface TransportSettings {
  host: string;
  port: number;
  /** Milliseconds for one whole request. */
  timeout: number;
  /** Sent with every request. */
  headers: Record<string, string>;
}

export function createTransport(
  connections: Connections,
  { host, port, timeout, headers }: TransportSettings,
): Transport {
  const adapter: AxiosAdapter = async (config) => {
    const allHeaders: Record<string, string> = Object.assign({}, headers, config.headers);
    // axios calls a POST without a body a form (core/dispatchRequest.js).
    if (config.data === undefined) Reflect.deleteProperty(allHeaders, 'Content-Type');
    const request: ExchangeRequest = {
      host,
      port,
      method: (config.method ?? 'get').toUpperCase(),
      path: config.url ?? '/',
      headers: allHeaders,
      timeout,
      ...(config.data === undefined ? {} : { body: String(config.data) }),
      ...(config.signal instanceof AbortSignal ? { signal: config.signal } : {}),
    };
    const data = await exchange(connections, request);
    return { status: data.status, statusText: '', headers: {}, config, data };
  };
  // The bare class: `axios.create` would merge defaults for browsers and forms into each request.
  const instance = new Axios({ adapter, transformRequest: [], transformResponse: [] });
  return async ({ path, body, ...request }) => {
    const { data } = await instance.request<RawAnswer>({ ...request, url: path, data: body });
    return data;
  };
}
