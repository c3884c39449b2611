import type { JobKind } from '../../src/jobs/job/job';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';

/**
 * @param credentials of the node, the same as in its html.
 * @returns what the module of a job node exports: Node-RED calls it when it loads the node.
 */
export function registerJobNode(
  kind: JobKind,
  credentials: Record<string, { type: 'text' | 'password' }>,
): (runtime: Runtime) => void {
  return (runtime) => {
    function JobNode(this: RuntimeNode, config: NodeConfig): void {
      // Loaded with the first one deployed, as in vcenter-appliance.ts.
      const { startJobNode } = require('./job-node') as typeof import('./job-node');
      runtime.nodes.createNode(this, config);
      startJobNode(runtime, this, config, kind);
    }

    runtime.nodes.registerType(`vcenter-${kind}-job`, JobNode, { credentials });
  };
}
