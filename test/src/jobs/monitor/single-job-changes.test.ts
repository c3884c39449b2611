import { specify } from './monitor-rows';
import { reconciliation, restore } from './monitored';

describe('A monitor tells of the reconciliation', () => {
  specify([
    {
      title: 'nothing of one that had ended at the first start',
      steps: [[reconciliation('SUCCEEDED')], [reconciliation('SUCCEEDED')]],
    },
    {
      title: 'of one that runs at the first start only its end',
      steps: [
        [reconciliation('RUNNING')],
        [reconciliation('FAILED'), 'reconciliation 01:00 failed'],
      ],
    },
    {
      title: 'that it began, and that it ended well',
      steps: [
        [reconciliation(404)],
        [reconciliation('RUNNING'), 'reconciliation 01:00 running'],
        [reconciliation('RUNNING')],
        [reconciliation('SUCCEEDED'), 'reconciliation 01:00 succeeded'],
        [reconciliation('SUCCEEDED')],
      ],
    },
    {
      title: 'that it ended where it began and ended between two looks',
      steps: [
        [reconciliation('NONE')],
        [reconciliation('FAILED'), 'reconciliation 01:00 failed'],
        [reconciliation('FAILED')],
      ],
    },
    {
      title: 'another one by its start',
      steps: [
        [reconciliation('SUCCEEDED', 1)],
        [reconciliation('SUCCEEDED', 5), 'reconciliation 05:00 succeeded'],
        [reconciliation('SUCCEEDED', 5)],
      ],
    },
    {
      title: 'after a restart with its memory: its end',
      steps: [
        [reconciliation('RUNNING')],
        ['restart'],
        [reconciliation('SUCCEEDED'), 'reconciliation 01:00 succeeded'],
        ['restart'],
        [reconciliation('SUCCEEDED')],
      ],
    },
    {
      title: 'after a restart with the memory that there was none',
      steps: [
        [reconciliation(404)],
        ['restart'],
        [reconciliation('SUCCEEDED'), 'reconciliation 01:00 succeeded'],
      ],
    },
    {
      title: 'nothing after a restart without memory',
      steps: [
        [reconciliation('RUNNING')],
        ['restart without memory'],
        [reconciliation('SUCCEEDED')],
      ],
    },
    {
      title: 'at the start what there is, where it is to report that',
      settings: { reportAtStart: true },
      steps: [
        [reconciliation('SUCCEEDED'), 'reconciliation 01:00 succeeded'],
        [reconciliation('SUCCEEDED')],
        ['restart'],
        [reconciliation('SUCCEEDED'), 'reconciliation 01:00 succeeded'],
      ],
    },
    {
      title: 'not that there is none, also where it is to report what there is',
      settings: { reportAtStart: true },
      steps: [[reconciliation(404)], [reconciliation('NONE')]],
    },
    {
      title: 'that it is lost, once it was missing twice',
      steps: [
        [reconciliation('RUNNING')],
        [reconciliation(404)],
        [reconciliation(404), 'reconciliation 01:00 lost'],
        [reconciliation(404)],
      ],
    },
    {
      title: 'not that it is lost, where an outage lies between',
      steps: [
        [reconciliation('RUNNING')],
        [reconciliation(404)],
        ['fault'],
        [reconciliation(404)],
        [reconciliation('SUCCEEDED'), 'reconciliation 01:00 succeeded'],
      ],
    },
    {
      title: 'that it is lost also after a restart',
      steps: [
        [reconciliation('RUNNING')],
        ['restart'],
        [reconciliation('NONE')],
        [reconciliation('NONE'), 'reconciliation 01:00 lost'],
        ['restart'],
        [reconciliation('NONE')],
      ],
    },
    {
      title: 'not that it is lost, where it was missing for a moment',
      steps: [
        [reconciliation('RUNNING')],
        [reconciliation(404)],
        [reconciliation('RUNNING')],
        [reconciliation(404)],
        [reconciliation('SUCCEEDED'), 'reconciliation 01:00 succeeded'],
      ],
    },
    {
      title: 'nothing of one that had ended and is cleared away, nor when it is back',
      steps: [
        [reconciliation('SUCCEEDED')],
        [reconciliation(404)],
        [reconciliation(404)],
        [reconciliation('SUCCEEDED')],
      ],
    },
  ]);
});

describe('A monitor tells of the restore', () => {
  specify([
    {
      title: 'that it began and ended, where that is seen live',
      steps: [
        [restore('NONE')],
        [restore('INPROGRESS'), 'restore running'],
        [restore('INPROGRESS')],
        [restore('SUCCEEDED'), 'restore succeeded'],
        [restore('SUCCEEDED')],
      ],
    },
    {
      title: 'that it began where 500 meant that nothing was ever restored',
      steps: [
        [restore(500)],
        [restore(500)],
        [restore('INPROGRESS'), 'restore running'],
        [restore('FAILED'), 'restore failed'],
      ],
    },
    { title: 'nothing of one that had ended at the start', steps: [[restore('SUCCEEDED')]] },
    {
      title: 'of one that runs at the start only its end',
      steps: [[restore('INPROGRESS')], [restore('SUCCEEDED'), 'restore succeeded']],
    },
    {
      title: 'nothing of what happened while nobody looked, also with a memory',
      steps: [[restore('INPROGRESS')], ['restart'], [restore('SUCCEEDED')], [restore('SUCCEEDED')]],
    },
    {
      title: 'at the start what there is, where it is to report that',
      settings: { reportAtStart: true },
      steps: [[restore('SUCCEEDED'), 'restore succeeded'], [restore('SUCCEEDED')]],
    },
    {
      title: 'that it is lost, once it was missing twice',
      steps: [
        [restore('INPROGRESS')],
        [restore('NONE')],
        [restore('NONE'), 'restore lost'],
        [restore('NONE')],
      ],
    },
    {
      title: 'not that it is lost, where an outage lies between',
      steps: [
        [restore('INPROGRESS')],
        [restore('NONE')],
        ['fault'],
        [restore('NONE')],
        [restore('SUCCEEDED'), 'restore succeeded'],
      ],
    },
    {
      title: 'not that it is lost for a 500, which is an appliance in trouble',
      steps: [
        [restore('INPROGRESS')],
        [restore(500)],
        [restore(500)],
        [restore(500)],
        [restore('SUCCEEDED'), 'restore succeeded'],
      ],
    },
    {
      title: 'nothing twice that is away for a moment after its end',
      steps: [
        [restore('INPROGRESS')],
        [restore('SUCCEEDED'), 'restore succeeded'],
        [restore(500)],
        [restore(500)],
        [restore('NONE')],
        [restore('SUCCEEDED')],
      ],
    },
    {
      title: 'of a second one as of the first',
      steps: [
        [restore('SUCCEEDED')],
        [restore('NONE')],
        [restore('NONE')],
        [restore('SUCCEEDED'), 'restore succeeded'],
      ],
    },
  ]);
});
