import type { NodeConfig, Runtime, RuntimeNode } from './node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterRestoreJob(this: RuntimeNode, config: NodeConfig): void {
    // Loaded with the first one deployed, as in vcenter-appliance.ts.
    const { startJobNode } = require('./job-node') as typeof import('./job-node');
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
