import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { failure } from '../faults/failure';
import { readCertificate, shakeHands } from './handshake';
import { askedOf, authority, faultOf, once, type Step, type Way } from './step';

/** Gives a promise up that cannot be told to end. */
function untilAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(failure('CLOSED', 'given up'));
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  });
}

/** Until the server is known to be the right one, nothing is sent to it. */
export function stepsToServer(way: Way): Step[] {
  const { settings, proxy, signal } = way;
  const { host, fingerprints, tls } = settings;
  const handshake = once(() => shakeHands(settings, proxy, signal));
  const through = proxy && authority(proxy);
  return [
    {
      name: 'name',
      async take() {
        if (through !== undefined) return { host, proxy: through };
        if (isIP(host) !== 0) return { host };
        const found = await untilAborted(lookup(host, { all: true }), signal);
        return { host, addresses: found.map(({ address }) => address) };
      },
    },
    {
      name: 'connect',
      async take() {
        const { connected, failure: reason } = await handshake();
        if (connected === undefined) {
          const asked = askedOf(way, 'connect');
          return { fault: faultOf(reason ?? failure('CLOSED', 'no connection'), asked) };
        }
        // What is at the other end of a tunnel, only the proxy knows.
        const { address, milliseconds } = connected;
        if (through !== undefined) return { milliseconds, proxy: through };
        return { milliseconds, ...(address === undefined ? {} : { address }) };
      },
    },
    {
      name: 'tls',
      async take() {
        const { certificate, failure: reason } = await handshake();
        if (reason === undefined) {
          const unchecked = tls?.rejectUnauthorized === false ? 'unchecked' : 'authority';
          const trust = fingerprints.length > 0 ? 'pin' : unchecked;
          return { trust, ...(certificate ? { certificate } : {}) };
        }
        const fault = faultOf(reason, askedOf(way, 'tls'));
        if (fault.code !== 'TLS_UNTRUSTED') return { fault };
        const shown = await readCertificate(settings, proxy, signal);
        return { fault, ...(shown ? { certificate: shown } : {}) };
      },
    },
  ];
}
