/** Answers that are no HTTP, or not as HTTP has to be. */
import type { Fault } from '../cells';
import type { Answer, Exchange } from '../faulty-server';

const invalid = { code: 'INVALID_RESPONSE', isLost: true } as const;
const timedOut = { code: 'TIMED_OUT', isLost: true, seconds: 10 } as const;
const brokenOff = { code: 'UNREACHABLE', isLost: true } as const;

/** Status line and headers, with these among them. */
function head({ status }: Pick<Answer, 'status'>, ...headers: string[]): string {
  const lines = [`HTTP/1.1 ${status} Answer`, 'Content-Type: application/json', ...headers];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const lengthOf = ({ body }: Answer, more = 0) => `Content-Length: ${body.length + more}`;
const chunked = 'Transfer-Encoding: chunked';
const chunk = (bytes: string | Buffer, extension = '') =>
  `${bytes.length.toString(16)}${extension}\r\n${bytes}\r\n`;

type Then = 'close' | 'fallSilent' | 'goOn';

/** Writes these bytes for each answer that has a body, and what happens then to the connection. */
function written(
  bytes: (answer: Answer) => string,
  then: Then = 'goOn',
): Pick<Fault, 'answer' | 'answers'> {
  return {
    answers: 'everything',
    async answer(exchange) {
      const answer = await exchange.relay();
      if (answer.body.length === 0) {
        exchange.send(answer);
        return;
      }
      exchange.write(bytes(answer));
      if (then !== 'goOn') exchange[then]();
    },
  };
}

/** Writes the beginning, and then something every so many seconds, without an end. */
function dripped(beginning: string, next: string, seconds = 1): Pick<Fault, 'answer' | 'answers'> {
  return {
    answers: 'everything',
    answer(exchange) {
      exchange.write(beginning);
      exchange.drip(seconds, () => next);
    },
  };
}

/** Writes as fast as it is read, until the client has had enough. */
async function flood(exchange: Exchange, beginning: string, next: string): Promise<void> {
  exchange.write(beginning);
  while (!exchange.isOver()) {
    exchange.write(next);
    await exchange.drained();
  }
}

const lengths: readonly Fault[] = [
  {
    name: 'Content-Length too long, then closed',
    ...written((answer) => head(answer, lengthOf(answer, 1)) + answer.body, 'close'),
    expected: brokenOff,
  },
  {
    name: 'Content-Length too long, then silence',
    ...written((answer) => head(answer, lengthOf(answer, 1)) + answer.body, 'fallSilent'),
    expected: timedOut,
  },
  {
    name: 'Content-Length too short',
    ...written((answer) => head(answer, lengthOf(answer, -2)) + answer.body),
    expected: invalid,
  },
  {
    name: 'Content-Length 0, and a body',
    ...written((answer) => head(answer, 'Content-Length: 0') + answer.body),
    expected: invalid,
  },
  {
    name: 'no length, then closed',
    ...written((answer) => head(answer) + answer.body, 'close'),
    expected: 'usual',
  },
  {
    name: 'no length, cut and closed',
    ...written((answer) => head(answer) + answer.body.subarray(0, -2), 'close'),
    expected: invalid,
  },
  {
    name: 'no length, then silence',
    ...written((answer) => head(answer) + answer.body, 'fallSilent'),
    expected: timedOut,
  },
  {
    name: 'Content-Length negative',
    ...written((answer) => head(answer, 'Content-Length: -1') + answer.body),
    expected: invalid,
  },
  {
    name: 'Content-Length a word',
    ...written((answer) => head(answer, 'Content-Length: long') + answer.body),
    expected: invalid,
  },
  {
    name: 'Content-Length empty',
    ...written((answer) => head(answer, 'Content-Length:') + answer.body),
    expected: invalid,
  },
  {
    name: 'Content-Length over 64 bits',
    ...written((answer) => head(answer, `Content-Length: ${'9'.repeat(30)}`) + answer.body),
    expected: invalid,
  },
  {
    name: 'Content-Length of 8 PiB',
    ...written((answer) => head(answer, `Content-Length: ${2 ** 53}`) + answer.body, 'fallSilent'),
    expected: timedOut,
  },
  {
    name: 'two lengths that differ',
    ...written((answer) => head(answer, lengthOf(answer), lengthOf(answer, 1)) + answer.body),
    expected: invalid,
  },
  {
    name: 'Content-Length, and chunked',
    ...written(
      (answer) => head(answer, lengthOf(answer), chunked) + chunk(answer.body) + chunk(''),
    ),
    expected: invalid,
  },
];

const chunks: readonly Fault[] = [
  {
    name: 'a chunk for each byte, with extensions',
    ...written(
      (answer) =>
        head(answer, chunked) +
        [...answer.body.toString()].map((one) => chunk(Buffer.from(one), ';a=b')).join('') +
        chunk(''),
    ),
    expected: 'usual',
  },
  {
    name: 'chunk without a size',
    ...written((answer) => `${head(answer, chunked)}${answer.body}\r\n`),
    expected: invalid,
  },
  {
    name: 'chunk with a size over 64 bits',
    ...written((answer) => `${head(answer, chunked)}${'f'.repeat(20)}\r\n${answer.body}`),
    expected: invalid,
  },
  {
    name: 'last chunk missing, then closed',
    ...written((answer) => head(answer, chunked) + chunk(answer.body), 'close'),
    expected: brokenOff,
  },
  {
    name: 'last chunk missing, then silence',
    ...written((answer) => head(answer, chunked) + chunk(answer.body), 'fallSilent'),
    expected: timedOut,
  },
  {
    name: 'trailers',
    ...written(
      (answer) => `${head(answer, chunked)}${chunk(answer.body)}0\r\nX-Trailer: yes\r\n\r\n`,
    ),
    expected: 'usual',
  },
  {
    name: 'trailers of 64 kB',
    ...written(
      (answer) =>
        `${head(answer, chunked)}${chunk(answer.body)}0\r\nX-Trailer: ${'a'.repeat(65_536)}\r\n\r\n`,
    ),
    expected: invalid,
  },
  {
    name: 'trailers without end, dripping',
    ...dripped(`${head({ status: 200 }, chunked)}${chunk('{}')}0\r\n`, 'X-Trailer: yes\r\n'),
    expected: timedOut,
  },
  {
    name: 'trailers without end',
    answers: 'everything',
    answer: (exchange) =>
      flood(
        exchange,
        `${head({ status: 200 }, chunked)}${chunk('{}')}0\r\n`,
        'X-Trailer: yes\r\n'.repeat(64),
      ),
    expected: invalid,
  },
];

const heads: readonly Fault[] = [
  {
    name: 'headers of 64 kB',
    ...written((answer) => head(answer, lengthOf(answer), `X-Long: ${'a'.repeat(65_536)}`)),
    expected: invalid,
  },
  {
    name: 'headers without end',
    answers: 'everything',
    answer: (exchange) => flood(exchange, 'HTTP/1.1 200 OK\r\n', 'X-More: yes\r\n'.repeat(64)),
    expected: invalid,
  },
  {
    name: 'headers without end, dripping',
    ...dripped('HTTP/1.1 200 OK\r\n', 'X-More: yes\r\n'),
    expected: timedOut,
  },
  {
    name: 'status line, byte by byte',
    ...dripped('HTTP/1.1 200 O', 'K'),
    expected: timedOut,
  },
  {
    name: 'headers, then silence',
    ...written((answer) => head(answer, lengthOf(answer)), 'fallSilent'),
    expected: timedOut,
  },
  {
    name: 'headers, then closed',
    ...written((answer) => head(answer, lengthOf(answer)), 'close'),
    expected: brokenOff,
  },
  {
    name: 'headers cut, then closed',
    ...written((answer) => head(answer, lengthOf(answer)).slice(0, 40), 'close'),
    expected: brokenOff,
  },
  {
    name: 'header without a colon',
    ...written((answer) => head(answer, lengthOf(answer), 'no colon here') + answer.body),
    expected: invalid,
  },
  {
    name: 'header with a NUL',
    ...written((answer) => head(answer, lengthOf(answer), 'X-Nul: \0') + answer.body),
    expected: invalid,
  },
  {
    name: 'reason phrase missing',
    ...written((answer) =>
      (head(answer, lengthOf(answer)) + answer.body).replace(' Answer\r\n', '\r\n'),
    ),
    expected: 'usual',
  },
  {
    name: 'HTTP/1.0',
    ...written((answer) => (head(answer) + answer.body).replace('HTTP/1.1', 'HTTP/1.0'), 'close'),
    expected: 'usual',
  },
  {
    name: 'HTTP/9.9',
    ...written((answer) => (head(answer) + answer.body).replace('HTTP/1.1', 'HTTP/9.9')),
    expected: invalid,
  },
  {
    name: 'HTTP/2',
    answers: 'everything',
    // The frame SETTINGS (RFC 9113, 6.5), with which a server begins.
    answer: (exchange) => exchange.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])),
    expected: invalid,
  },
  {
    name: 'another protocol in the status line',
    ...written((answer) => (head(answer) + answer.body).replace('HTTP/1.1', 'ICY')),
    expected: invalid,
  },
  {
    name: 'status that is no number',
    ...written((answer) => (head(answer) + answer.body).replace(/ \d{3} /, ' OK ')),
    expected: invalid,
  },
  {
    name: 'status of four digits',
    ...written((answer) => (head(answer) + answer.body).replace(/ \d{3} /, ' 2000 ')),
    expected: invalid,
  },
  {
    name: 'body without status line and headers',
    ...written((answer) => answer.body.toString(), 'close'),
    expected: invalid,
  },
];

const informational: readonly Fault[] = [
  {
    name: '100 before the answer',
    ...written((answer) => head({ status: 100 }) + head(answer, lengthOf(answer)) + answer.body),
    expected: 'usual',
  },
  {
    name: '102 a thousand times before the answer',
    ...written(
      (answer) => head({ status: 102 }).repeat(1000) + head(answer, lengthOf(answer)) + answer.body,
    ),
    expected: 'usual',
  },
  {
    name: '102 without end',
    ...dripped('', head({ status: 102 })),
    expected: timedOut,
  },
  {
    name: '103 with headers of 8 kB before the answer',
    ...written(
      (answer) =>
        head({ status: 103 }, `Link: <${'a'.repeat(8000)}>; rel=preload`) +
        head(answer, lengthOf(answer)) +
        answer.body,
    ),
    expected: 'usual',
  },
  {
    name: '101: another protocol',
    ...written(() => head({ status: 101 }, 'Connection: upgrade', 'Upgrade: websocket')),
    expected: { ...invalid, isLost: false },
  },
];

const bodies: readonly Fault[] = [
  {
    name: 'answers after half a second',
    answers: 'everything',
    async answer(exchange) {
      const answer = await exchange.relay();
      exchange.later(0.5, () => exchange.send(answer));
    },
    expected: 'usual',
    sees: Object.fromEntries(
      (['get', 'start', 'operation', 'check', 'ensure'] as const).map((node) => [
        node,
        { seconds: 6 },
      ]),
    ),
  },
  {
    name: 'body dripping, longer than the time',
    ...dripped(head({ status: 200 }, 'Content-Length: 100'), ' '),
    expected: timedOut,
  },
  {
    name: 'body without end, dripping',
    ...dripped(head({ status: 200 }), '[]'.repeat(512), 0.1),
    expected: timedOut,
  },
  {
    name: 'body without end',
    answers: 'everything',
    answer: (exchange) => flood(exchange, head({ status: 200 }), ' '.repeat(262_144)),
    expected: invalid,
  },
  {
    name: 'chunks without end',
    answers: 'everything',
    answer: (exchange) =>
      flood(exchange, head({ status: 200 }, chunked), chunk(' '.repeat(262_144))),
    expected: invalid,
  },
  {
    name: 'another answer that nobody has asked for',
    ...written((answer) => {
      const other = JSON.stringify({ status: 'FAILED', progress: 1, messages: [] });
      const unasked = `${head({ status: 200 }, `Content-Length: ${other.length}`)}${other}`;
      return head(answer, lengthOf(answer)) + answer.body + unasked;
    }),
    expected: 'usual',
  },
  {
    name: 'closed after the answer, announced',
    ...written((answer) => head(answer, lengthOf(answer), 'Connection: close') + answer.body),
    expected: 'usual',
  },
];

export const httpFaults: readonly Fault[] = [
  ...[...lengths, ...chunks, ...heads, ...informational, ...bodies],
];
