import type { NodeConfig, Runtime, RuntimeNode } from './runtime/node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterReconciliationJob(this: RuntimeNode, config: NodeConfig): void {
    // Loaded with the first one deployed, as in vcenter-appliance.ts.
    const { startJobNode } = require('./job/job-node') as typeof import('./job/job-node');
    runtime.nodes.createNode(this, config);
    startJobNode(runtime, this, config, 'reconciliation');
  }

  runtime.nodes.registerType('vcenter-reconciliation-job', VcenterReconciliationJob, {
    credentials: {
      ssoUsername: { type: 'text' },
      ssoPassword: { type: 'password' },
    },
  });
};
