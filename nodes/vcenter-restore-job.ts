import type { NodeConfig, Runtime, RuntimeNode } from './runtime/node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterRestoreJob(this: RuntimeNode, config: NodeConfig): void {
    // Loaded with the first one deployed, as in vcenter-appliance.ts.
    const { startJobNode } = require('./job/job-node') as typeof import('./job/job-node');
    runtime.nodes.createNode(this, config);
    startJobNode(runtime, this, config, 'restore');
  }

  runtime.nodes.registerType('vcenter-restore-job', VcenterRestoreJob, {
    credentials: {
      ssoUsername: { type: 'text' },
      ssoPassword: { type: 'password' },
      locationPassword: { type: 'password' },
      backupPassword: { type: 'password' },
    },
  });
};
