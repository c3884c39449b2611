import assert from 'node:assert/strict';
import { rowOf } from '../../bench/instances/round';

describe('bench: a round of questions', () => {
  const answer = (appliance: string, instance: string, state = 'succeeded') => ({
    ...{ time: 1_500, appliance, instance, state },
  });

  it('says what was answered, how often, by whom and when', () => {
    const answers = [
      answer('vc-001', 'one'),
      answer('vc-002', 'two'),
      answer('vc-001', 'two', 'TIMED_OUT'),
    ];
    const round = { title: 'killed', appliances: 3, answers, open: 2 };
    assert.equal(rowOf(round), '| killed, 2 open | 2 | 1 | 1 | 1 | one 1, two 2 | 1.5 s |');
  });
});
