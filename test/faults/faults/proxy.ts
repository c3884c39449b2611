/** Faults of a proxy between Node-RED and the appliance. */
import type { Fault } from '../cells';

const failed = { code: 'UNREACHABLE', tries: 1 } as const;
const timedOut = { code: 'TIMED_OUT', seconds: 10 } as const;

const answered = (status: string, body = '') =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\nContent-Type: text/html\r\n\r\n${body}`;

export const proxyFaults: readonly Fault[] = [
  {
    name: 'proxy works',
    proxy: {},
    expected: 'usual',
  },
  {
    name: 'proxy refused',
    proxy: { isClosed: true },
    expected: failed,
  },
  {
    name: 'proxy resets',
    proxy: { answer: (socket) => void socket.resetAndDestroy() },
    expected: failed,
  },
  {
    name: 'proxy closes',
    proxy: { answer: (socket) => void socket.end() },
    expected: failed,
  },
  {
    name: 'proxy wants another user: 407',
    proxy: {
      answer: (socket) =>
        void socket.end(answered('407 Proxy Authentication Required', 'Sign in.')),
    },
    expected: failed,
  },
  {
    name: 'proxy forbids: 403',
    proxy: { answer: (socket) => void socket.end(answered('403 Forbidden', '<h1>No</h1>')) },
    expected: failed,
  },
  {
    name: 'proxy does not reach the appliance: 502',
    proxy: { answer: (socket) => void socket.end(answered('502 Bad Gateway')) },
    expected: failed,
  },
  {
    name: 'proxy answers with a redirect',
    proxy: {
      answer: (socket) =>
        void socket.end('HTTP/1.1 302 Found\r\nLocation: https://login.lab.example/\r\n\r\n'),
    },
    expected: failed,
  },
  {
    name: 'proxy is a web server: 200 with a page',
    proxy: { answer: (socket) => void socket.end(answered('200 OK', '<h1>Welcome</h1>')) },
    expected: failed,
  },
  {
    name: 'proxy does not speak HTTP',
    proxy: { answer: (socket) => void socket.end('SSH-2.0-OpenSSH_9.6\r\n') },
    expected: failed,
  },
  {
    name: 'proxy is silent',
    proxy: { answer: () => {} },
    isSilent: true,
    expected: timedOut,
  },
  {
    name: 'proxy opens a tunnel and is silent',
    proxy: { tunnel: (socket) => void socket.resume() },
    isSilent: true,
    expected: timedOut,
  },
  {
    name: 'proxy opens a tunnel and closes it',
    proxy: { tunnel: (socket) => void socket.end() },
    expected: { ...failed, tries: 3 },
  },
  {
    name: 'proxy dies in the handshake',
    proxy: { tunnel: (socket) => void socket.once('data', () => socket.resetAndDestroy()) },
    expected: { ...failed, tries: 3 },
  },
  {
    name: 'proxy speaks HTTP through the tunnel',
    proxy: {
      tunnel: (socket) =>
        void socket.once('data', () => socket.end(answered('400 Bad Request', 'Plain HTTP.'))),
    },
    expected: failed,
  },
  {
    name: 'appliance resets behind the proxy',
    proxy: {},
    answer: (exchange) => exchange.reset(),
    answers: 'everything',
    expected: { code: 'UNREACHABLE', isLost: true },
  },
  {
    name: 'appliance is silent behind the proxy',
    proxy: {},
    answer: (exchange) => exchange.fallSilent(),
    answers: 'everything',
    expected: { ...timedOut, isLost: true },
  },
];
