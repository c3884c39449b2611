import assert from 'node:assert/strict';
import { createLastFaults } from '../../nodes/runtime/last-faults';
import { Fault, type FaultInit } from '../../src/appliance/faults/fault';

function fault(changes: Partial<FaultInit> = {}): Fault {
  return new Fault({
    ...{ code: 'UNAVAILABLE', sentences: [], messages: ['the text of the appliance'] },
    ...{ operation: 'restore.job.get', requestId: 'r-1', statusCode: 503 },
    appliance: { id: 'a', name: 'vc-a', host: 'vc-a.lab.example' },
    ...changes,
  });
}

describe('The last faults', () => {
  it('are kept without the texts of the appliance', () => {
    const faults = createLastFaults();
    faults.add(fault({ cause: { name: 'Error', code: 'ECONNRESET', message: 'a text' } }), 7);
    assert.deepEqual(faults.list(), [
      {
        ...{ at: 7, code: 'UNAVAILABLE', host: 'vc-a.lab.example', operation: 'restore.job.get' },
        ...{ statusCode: 503, requestId: 'r-1', cause: 'ECONNRESET' },
      },
    ]);
  });

  it('are twenty, the latest last', () => {
    const faults = createLastFaults();
    for (let at = 0; at < 30; at += 1) faults.add(fault({ requestId: `r-${at}` }), at);
    const times = faults.list().map(({ at }) => at);
    assert.deepEqual(
      times,
      Array.from({ length: 20 }, (_, index) => index + 10),
    );
  });

  const rows: [what: string, one: Partial<FaultInit>, other: Partial<FaultInit>, count: number][] =
    [
      ['of one request, reported again by a node', {}, { operation: 'schedule.ensure' }, 1],
      ['of two requests', {}, { requestId: 'r-2' }, 2],
      ['without a request, alike', { requestId: '' }, { requestId: '' }, 1],
      [
        'without a request, of two operations',
        { requestId: '' },
        { requestId: '', operation: 'x' },
        2,
      ],
    ];
  for (const [what, one, other, count] of rows) {
    it(`${what}: ${count === 1 ? 'one' : 'both'} of them`, () => {
      const faults = createLastFaults();
      faults.add(fault(one), 1);
      faults.add(fault(other), 2);
      assert.equal(faults.list().length, count);
      assert.equal(faults.list().at(-1)?.at, 2);
    });
  }
});
