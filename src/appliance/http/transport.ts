/**
 * The only file that uses axios. It is loaded with the first request (28 ms inside a running
 * Node-RED), with one instance per appliance. No axios object leaves it: an axios error carries the
 * request with its credentials.
 *
 * The adapter is our own, on `node:https`. The adapter of axios reads the proxy variables and then
 * replaces the agent, so that certificate authority and pin are lost; its `timeout` counts idle time
 * only; and it costs twice as much per message.
 */
import { Axios, type AxiosAdapter, AxiosHeaders } from 'axios';
import type { Clock } from '../../clock';
import { createSlots } from '../../slots';
import { failure } from '../faults/failure';
import type { Connections } from './connections';
import { type HttpRequest, type HttpResponse, send } from './send';

export interface TransportRequest extends Omit<HttpRequest, 'host' | 'port' | 'timeout' | 'clock'> {
  /** Milliseconds, where they are fewer than those of the settings. */
  timeout?: number | undefined;
}

/**
 * Sends a request and returns its answer, whatever its status. While 16 others are under way it
 * waits, which takes no time of its own. Throws what {@link send} throws.
 */
export type Transport = (request: TransportRequest) => Promise<HttpResponse>;

export interface TransportSettings {
  host: string;
  port: number;
  /** Milliseconds for a whole request. */
  timeout: number;
  clock: Clock;
}

/**
 * The headers of an answer as far as axios knows; those that came are in its data. It would make two such
 * objects of a plain one for each answer.
 */
const noHeaders = new AxiosHeaders();

/**
 * The requests to one appliance at the same time, and so its connections. The agent's own limit,
 * `maxSockets`, counts no connection that is being opened, because ours are opened asynchronously.
 */
const mostRequests = 16;

export function createTransport(
  connections: Connections,
  { host, port, timeout, clock }: TransportSettings,
): Transport {
  // The class itself: `axios.create` merges defaults for browsers and forms into each request.
  const instance = new Axios();
  const slots = createSlots();

  async function sendByAxios(request: TransportRequest): Promise<HttpResponse> {
    if (request.signal?.aborted) throw failure('CLOSED', 'the appliance was closed');
    // Not in the `config`: axios copies and cleans up all that is in it, headers above all, which
    // took 10 of the 17 µs that axios costs per request.
    const adapter: AxiosAdapter = async (config) => {
      const { method, path, headers, body, signal, beforeSending } = request;
      const data = await send(connections, {
        host,
        port,
        method,
        path,
        headers,
        body,
        timeout: request.timeout ?? timeout,
        beforeSending,
        signal,
        clock,
      });
      return { status: data.status, statusText: '', headers: noHeaders, config, data };
    };
    const { data } = await instance.request<HttpResponse>({ adapter });
    return data;
  }

  return (request) => slots.run(mostRequests, () => sendByAxios(request));
}
