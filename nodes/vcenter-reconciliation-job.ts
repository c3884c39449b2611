import type { NodeConfig, Runtime, RuntimeNode } from './node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterReconciliationJob(this: RuntimeNode, config: NodeConfig): void {
    // Loaded with the first one deployed, as in vcenter-appliance.ts.
    const { startJob } = require('./job-node') as typeof import('./job-node');
    runtime.nodes.createNode(this, config);
    startJob(runtime, this, config);
  }

  runtime.nodes.registerType('vcenter-reconciliation-job', VcenterReconciliationJob);
};
