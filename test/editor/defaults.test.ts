import assert from 'node:assert/strict';
import { readJobSettings } from '../../nodes/job/job-settings';
import { definitionOf } from '../../scripts/settings-page';

describe('A new node that waits', () => {
  for (const [kind, seconds] of [
    ['reconciliation', 1800],
    ['backup', 0],
    ['restore', 0],
  ] as const) {
    const type = `vcenter-${kind}-job`;

    it(`waits ${seconds} s for a ${kind} to start if there is none yet`, () => {
      assert.equal(definitionOf(type).defaults.appear?.value, seconds);
    });

    for (const appear of ['', undefined]) {
      it(`of kind ${kind}, saved with ${JSON.stringify(appear)}, does not wait for one`, () => {
        const settings = readJobSettings({ id: 'a', type, action: 'wait', appear }, kind);
        assert.equal(settings.action === 'wait' && settings.wait.appear, 0);
      });
    }
  }
});
