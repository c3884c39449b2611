/**
 * Each of the 24 operations through a deployed flow, by the request that the appliance gets. How it
 * has to look is written down here by hand; the published specification judges it besides. Neither
 * follows from the client's own table.
 */
import assert from 'node:assert/strict';
import { type SimulatedRequest, specificationPath, startSimulator } from '../../simulator';
import { validateRequest } from '../../simulator/specification/specification';
import {
  type Dialect,
  dialects,
  type OperationRow,
  operationRows,
  type Wire,
} from './operation-rows';
import {
  deployRecovery,
  operationsAsked,
  type RecoveryOptions,
  type SeenAnswer,
  writtenInputs,
} from './recovery-flow';

/** What a flow and an appliance see of one message. */
interface Passed {
  seen: SeenAnswer;
  request: SimulatedRequest;
  /** How the appliance's own answer differs from the specification, where that is at hand. */
  validationErrors: readonly string[];
}

async function pass(
  row: OperationRow,
  dialect: Dialect,
  options: RecoveryOptions,
): Promise<Passed> {
  const simulator = await startSimulator({ scenario: 'none', ...row.appliance });
  row.prepare?.(simulator);
  const flow = await deployRecovery(simulator, {
    operation: row.operation,
    appliance: { connection: dialect },
    ...options,
  });
  try {
    const seen = await flow.send();
    const { validationErrors } = simulator;
    const [request, ...further] = operationsAsked(simulator);
    assert.ok(request !== undefined, `nothing was sent: ${JSON.stringify(seen.message.fault)}`);
    assert.equal(further.length, 0, 'it was sent more than once');
    return { seen, request, validationErrors };
  } finally {
    await flow.close();
    await simulator.stop();
  }
}

const everything = ({ given = {}, credentials: secrets = {} }: OperationRow): RecoveryOptions => ({
  parameters: writtenInputs(given),
  credentials: secrets,
});

const theLeast = ({ least = {} }: OperationRow): RecoveryOptions => ({
  parameters: writtenInputs(least),
});

function targetOf({ path, query }: SimulatedRequest): string {
  return query.size === 0 ? path : `${path}?${query}`;
}

function wireOf(request: SimulatedRequest): Wire {
  const line = `${request.method} ${targetOf(request)}`;
  return request.body === '' ? { line } : { line, body: JSON.parse(request.body) };
}

describe('Each operation, through a deployed flow', () => {
  it('is one of 24', () =>
    assert.equal(new Set(operationRows.map(({ operation }) => operation)).size, 24));

  for (const row of operationRows) {
    for (const dialect of dialects) {
      const wire = row[dialect];
      if (wire === undefined) continue;
      it(`${row.operation} over /${dialect}: ${wire.line}`, async () => {
        const { seen, request, validationErrors } = await pass(row, dialect, everything(row));
        assert.deepEqual(wireOf(request), wire);
        const { headers } = request;
        assert.equal(headers['content-type'], wire.body && 'application/json');
        assert.match(String(headers['vmware-api-session-id']), /\S/);
        assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/);
        assert.match(String(headers['user-agent']), /^node-red-vcenter-recovery\/\d/);
        assert.deepEqual([seen.by, seen.ends], ['result', 1], JSON.stringify(seen.message.fault));
        const { payload, statusCode, fault } = seen.message;
        assert.ok(row.answers(payload), `answered ${JSON.stringify(payload)}`);
        assert.equal(statusCode, dialect === 'api' ? (row.status ?? 200) : 200);
        assert.equal(fault, undefined);
        assert.deepEqual(validationErrors, []);
      });
    }

    const { least, leastApi } = row;
    if (least === undefined) continue;
    it(`${row.operation} with no more than it needs`, async () => {
      const { seen, request } = await pass(row, 'api', theLeast(row));
      assert.deepEqual(wireOf(request), leastApi);
      assert.equal(seen.by, 'result', JSON.stringify(seen.message.fault));
    });
  }

  for (const { operation, rest, given, ...row } of operationRows.filter(
    (each) => each.rest === undefined,
  )) {
    for (const connection of ['rest', 'management']) {
      it(`${operation} over ${connection} needs the connection "api"`, async () => {
        const simulator = await startSimulator();
        const flow = await deployRecovery(simulator, {
          operation,
          appliance: { connection },
          ...everything({ operation, ...row, ...(given ? { given } : {}) }),
        });
        try {
          const { by, message } = await flow.send();
          assert.equal(by, 'catch');
          assert.equal(message.fault?.code, 'INVALID_REQUEST');
          assert.match(message.fault?.text ?? '', /requires the connection "api"/);
          assert.equal(simulator.counters().requests, 0);
        } finally {
          await flow.close();
          await simulator.stop();
        }
      });
    }
  }

  it('parts of a restore (8.0.3), which the specification of 8.0.2 does not have', async () => {
    const row = operationRows.find(({ operation }) => operation === 'restore.validate');
    assert.ok(row !== undefined);
    const parts = { ...row.least, parts: ['supervisors'] };
    const { request } = await pass(row, 'api', { parameters: writtenInputs(parts) });
    assert.deepEqual(JSON.parse(request.body).parts, ['supervisors']);
  });
});

if (specificationPath() === undefined) {
  console.log(
    'specification: the requests were not checked; RECOVERY_SPEC=<file of the published specification> switches it on',
  );
} else {
  describe('Each request, by the published specification', () => {
    let validated = 0;
    after(() => console.log(`specification: ${validated} requests validated`));

    async function judge(
      row: OperationRow,
      dialect: Dialect,
      options: RecoveryOptions,
    ): Promise<void> {
      const { request } = await pass(row, dialect, options);
      assert.deepEqual(validateRequest(request.method, targetOf(request), request.body), []);
      validated += 1;
    }

    for (const row of operationRows) {
      for (const dialect of dialects) {
        if (row[dialect] === undefined) continue;
        it(`${row.operation} over /${dialect} is right`, () =>
          judge(row, dialect, everything(row)));
        if (row.least === undefined) continue;
        it(`${row.operation} over /${dialect} with no more than it needs is right`, () =>
          judge(row, dialect, theLeast(row)));
      }
    }

    it('a request that lacks something is not', async () => {
      const [, row] = operationRows;
      assert.ok(row !== undefined);
      const { request } = await pass(row, 'api', everything(row));
      const { location: _location, ...body } = JSON.parse(request.body);
      assert.notDeepEqual(validateRequest(request.method, targetOf(request), body), []);
    });
  });
}
