import assert from 'node:assert/strict';
import { layoutDiagram, type Source } from '../../scripts/layout-diagram';

/** The lines of the diagram that are arrows. */
function arrowsOf(...sources: [file: string, ...imports: string[]][]): string[] {
  const read = sources.map(([file, ...imports]): Source => ({ file, imports }));
  return layoutDiagram(read)
    .split('\n')
    .filter((line) => line.includes('-->'))
    .map((line) => line.trim());
}

describe('The diagram of the source layout', () => {
  const rows: [what: string, sources: [string, ...string[]][], arrows: string[]][] = [
    [
      'has a box for a folder',
      [['src/appliance/http/send.ts', 'src/appliance/faults/fault.ts']],
      ['src_appliance_http --> src_appliance_faults'],
    ],
    [
      'has a box for a file beside folders',
      [['src/jobs/look.ts', 'src/jobs/kinds.ts']],
      ['src_jobs_look --> src_jobs_kinds'],
    ],
    [
      'has one box for the entry files of the nodes',
      [
        ['nodes/vcenter-appliance.ts', 'nodes/runtime/node-red.ts'],
        ['nodes/vcenter-recovery.ts', 'nodes/runtime/node-red.ts'],
      ],
      ['nodes_vcenter___ts --> nodes_runtime'],
    ],
    [
      'shows nothing of what a folder imports of itself, or from outside',
      [['src/messages/text.ts', 'src/messages/record.ts', 'node_modules/axios/index.js', 'events']],
      [],
    ],
    [
      'leaves out an import that others lead to as well',
      [
        ['src/jobs/wait.ts', 'src/jobs/look.ts', 'src/jobs/job.ts'],
        ['src/jobs/look.ts', 'src/jobs/job.ts'],
      ],
      ['src_jobs_look --> src_jobs_job', 'src_jobs_wait --> src_jobs_look'],
    ],
    [
      'shows both sides of a circle',
      [
        ['src/jobs/look.ts', 'src/jobs/job.ts'],
        ['src/jobs/job.ts', 'src/jobs/look.ts'],
      ],
      ['src_jobs_job --> src_jobs_look', 'src_jobs_look --> src_jobs_job'],
    ],
  ];
  for (const [what, sources, arrows] of rows) {
    it(what, () => assert.deepEqual(arrowsOf(...sources), arrows));
  }

  it('does not depend on the order in which the files are read', () => {
    const sources: [string, ...string[]][] = [
      ['src/jobs/wait.ts', 'src/jobs/look.ts'],
      ['src/jobs/look.ts', 'src/jobs/job.ts'],
    ];
    assert.deepEqual(arrowsOf(...sources), arrowsOf(...sources.toReversed()));
  });

  it('is Mermaid, with a frame for each place', () => {
    const diagram = layoutDiagram([{ file: 'src/jobs/monitor/monitor.ts', imports: [] }]);
    assert.match(diagram, /^```mermaid\nflowchart TB\n/);
    assert.match(diagram, /subgraph src_jobs\["src\/jobs"\]\n\s+src_jobs_monitor\["monitor"\]/);
  });
});
