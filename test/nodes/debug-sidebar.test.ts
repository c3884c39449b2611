import assert from 'node:assert/strict';
import { util } from '@node-red/util';
import { Fault } from '../../src/appliance/faults/fault';
import { sentence } from '../../src/messages/sentence';

const text = 'vc-a reported an error.';

function faultWith(message: string): Fault {
  return new Fault({
    code: 'APPLIANCE_ERROR',
    sentences: [sentence('appliance-error', { appliance: 'vc-a' })],
    cause: { name: 'HTTPError', code: '500', message },
  });
}

describe('A fault that no Catch node took, in the debug sidebar', () => {
  /** As the debug node sends it to the editor. */
  function shown(fault: Fault): [string, unknown][] {
    const { msg } = util.encodeObject({ msg: fault }) as { msg: string };
    const { data }: { data: Record<string, unknown> } = JSON.parse(msg);
    return Object.entries(data).filter(([name]) => name !== 'stack');
  }

  it('begins with the sentence, and has the code and the cause as text', () => {
    assert.deepEqual(shown(faultWith('HTTP 500')), [
      ['message', text],
      ['code', 'APPLIANCE_ERROR'],
      ['cause', 'HTTP 500'],
    ]);
  });

  it('has the code of a cause without a message', () => {
    assert.deepEqual(shown(faultWith('')).at(-1), ['cause', '500']);
  });
});

describe('A fault, for Catch nodes and the log', () => {
  const fault = faultWith('HTTP 500');

  it('is the sentence and nothing else as text', () => {
    assert.equal(String(fault), text);
    assert.equal(fault.message, text);
  });

  it('has a cause that is plain data, also as a copy', () => {
    const plain = { name: 'HTTPError', code: '500', message: 'HTTP 500' };
    assert.deepEqual(fault.cause, plain);
    assert.deepEqual(structuredClone(fault.cause), plain);
    assert.deepEqual(util.cloneMessage({ cause: fault.cause }), { cause: plain });
  });
});
