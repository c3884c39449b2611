import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { failure } from '../faults/failure';
import { performHandshake, readCertificate } from './handshake';
import { authority, type ConnectionTest, describeRequest, once, type Step, toFault } from './step';

/** Stops waiting for a promise that cannot be aborted. */
function untilAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(failure('CLOSED', 'given up'));
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  });
}

/** @returns the steps up to a trusted server. They send no request to it. */
export function serverSteps(test: ConnectionTest): Step[] {
  const { settings, proxy, clock, signal } = test;
  const { host, fingerprints, tls } = settings;
  const handshake = once(() => performHandshake(settings, proxy, clock, signal));
  const proxyAddress = proxy && authority(proxy);
  return [
    {
      name: 'name',
      async run() {
        if (proxyAddress !== undefined) return { host, proxy: proxyAddress };
        if (isIP(host) !== 0) return { host };
        const found = await untilAborted(lookup(host, { all: true }), signal);
        return { host, addresses: found.map(({ address }) => address) };
      },
    },
    {
      name: 'connect',
      async run() {
        const { connected, failure: reason } = await handshake();
        if (connected === undefined) {
          const request = describeRequest(test, 'connect');
          return { fault: toFault(reason ?? failure('CLOSED', 'no connection'), request) };
        }
        // Only the proxy knows the address at the other end of its tunnel.
        const { address, milliseconds } = connected;
        if (proxyAddress !== undefined) return { milliseconds, proxy: proxyAddress };
        return { milliseconds, ...(address === undefined ? {} : { address }) };
      },
    },
    {
      name: 'tls',
      async run() {
        const { certificate, failure: reason } = await handshake();
        if (reason === undefined) {
          const unpinned = tls?.rejectUnauthorized === false ? 'unchecked' : 'authority';
          const trust = fingerprints.length > 0 ? 'pin' : unpinned;
          return { trust, ...(certificate ? { certificate } : {}) };
        }
        const fault = toFault(reason, describeRequest(test, 'tls'));
        if (fault.code !== 'TLS_UNTRUSTED') return { fault };
        const shown = await readCertificate(settings, proxy, clock, signal);
        return { fault, ...(shown ? { certificate: shown } : {}) };
      },
    },
  ];
}
