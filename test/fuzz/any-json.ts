/** JSON as an appliance might answer: names and words of the API in any place, beside anything else. */
import fc from 'fast-check';

/** Names of the API that the nodes read, and names that mean something in JavaScript. */
const names = [
  ...['status', 'state', 'type', 'error', 'error_type', 'value', 'key', 'messages', 'message'],
  ...['id', 'default_message', 'localized', 'args', 'params', 's', 'i', 'd', 'dt', 'l'],
  ...['start_time', 'end_time', 'duration', 'size', 'progress', 'completed', 'total'],
  ...['enable', 'recurrence_info', 'hour', 'minute', 'days', 'location', 'parts', 'build'],
  ...['version', 'supported', 'password_expires_at', 'severity', 'reconciliation', 'backup'],
  ...['__proto__', 'constructor', 'toString', 'then', 'length', ''],
];

const words = [
  ...['SUCCEEDED', 'FAILED', 'RUNNING', 'INPROGRESS', 'PENDING', 'NONE', 'OK', 'FAIL', 'WARNING'],
  ...['NOT_FOUND', 'UNAUTHENTICATED', 'ERROR', 'CANCELED', 'SCHEDULED', 'MANUAL', 'MONDAY'],
  ...['green', 'red', 'HEALTHY', 'Etc/UTC', 'com.vmware.vapi.std.errors.not_found'],
  ...['com.vmware.vapi.rest.operationsForUrlNotFound', 'sftp://user@nas.lab.example/vc'],
];

/** Times at which arithmetic with dates ends, among others. */
const times = [
  ...['2026-03-18T11:00:00.000Z', '2026-03-17T23:00:00Z', '2026-03-18T12:00:00+02:00'],
  ...['1970-01-01T00:00:00Z', '+275760-09-13T00:00:00.000Z', '-271821-04-20T00:00:00.000Z'],
  ...['9999-12-31T23:59:59Z', '2026-02-30T00:00:00Z', '2026-03-18'],
];

const numbers = [0, -1, 1, 0.5, 60, 100, 101, 2 ** 31, 2 ** 53, 1e21, 1e300, Number.MIN_VALUE];

export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...words, ...times, '\r\n', '\u2028', '__appliance__', '***', '1e999'),
);

export const anyTime = fc.oneof(
  fc.constantFrom(...times),
  fc.date({ noInvalidDate: true }).map((time) => time.toISOString()),
  fc
    .date({ min: new Date('2026-02-01'), max: new Date('2026-04-01'), noInvalidDate: true })
    .map((time) => time.toISOString()),
);

/** @param texts leaves that are to come up more often than by chance. */
export function anyJson(...texts: string[]): fc.Arbitrary<unknown> {
  const leaf = fc.oneof(
    { weight: 4, arbitrary: anyText },
    { weight: 2, arbitrary: fc.constantFrom(...numbers) },
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    ...(texts.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...texts) }]),
  );
  const name = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...names) },
    fc.string({ maxLength: 12 }),
    ...(texts.length === 0 ? [] : [fc.constantFrom(...texts)]),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(name, tie('value'), { maxKeys: 6, noNullPrototype: true }),
    ),
  }));
  return value;
}
