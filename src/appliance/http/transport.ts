/**
 * The only file that uses axios. It is loaded with the first request (28 ms inside a running
 * Node-RED), with one instance per appliance. No axios object leaves it: an axios error carries the
 * request with its credentials.
 *
 * The adapter is our own, on `node:https`. The adapter of axios reads the proxy variables and then
 * replaces the agent, so that certificate authority and pin are lost; its `timeout` counts idle time
 * only; and it costs twice as much per message.
 */
import { Axios, type AxiosAdapter } from 'axios';
import type { Clock } from '../../clock';
import type { Connections } from './connections';
import { type HttpRequest, type HttpResponse, send } from './send';

export interface TransportRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  /** Milliseconds, where they are fewer than those of the settings. */
  timeout?: number;
  beforeSending?: HttpRequest['beforeSending'];
}

/** Sends a request and returns its answer, whatever its status. Throws what {@link send} throws. */
export type Transport = (request: TransportRequest) => Promise<HttpResponse>;

export interface TransportSettings {
  host: string;
  port: number;
  /** Milliseconds for a whole request. */
  timeout: number;
  /** Sent with every request. */
  headers: Record<string, string>;
  clock: Clock;
}

export function createTransport(
  connections: Connections,
  { host, port, timeout, headers, clock }: TransportSettings,
): Transport {
  type BeforeSending = TransportRequest['beforeSending'];
  const adapterWith =
    (beforeSending?: BeforeSending): AxiosAdapter =>
    async (config) => {
      const allHeaders: Record<string, string> = Object.assign({}, headers, config.headers);
      // axios declares a POST without a body to be a form (core/dispatchRequest.js).
      if (config.data === undefined) Reflect.deleteProperty(allHeaders, 'Content-Type');
      const request: HttpRequest = {
        host,
        port,
        method: (config.method ?? 'get').toUpperCase(),
        path: config.url ?? '/',
        headers: allHeaders,
        timeout: config.timeout || timeout,
        clock,
        ...(beforeSending ? { beforeSending } : {}),
        ...(config.data === undefined ? {} : { body: String(config.data) }),
        ...(config.signal instanceof AbortSignal ? { signal: config.signal } : {}),
      };
      const data = await send(connections, request);
      return { status: data.status, statusText: '', headers: {}, config, data };
    };
  // The class itself: `axios.create` merges defaults for browsers and forms into each request.
  const instance = new Axios({
    adapter: adapterWith(),
    transformRequest: [],
    transformResponse: [],
  });
  return async ({ path, body, beforeSending, ...request }) => {
    const { data } = await instance.request<HttpResponse>({
      ...request,
      url: path,
      data: body,
      ...(beforeSending ? { adapter: adapterWith(beforeSending) } : {}),
    });
    return data;
  };
}
