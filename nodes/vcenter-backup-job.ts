import type { NodeConfig, Runtime, RuntimeNode } from './runtime/node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterBackupJob(this: RuntimeNode, config: NodeConfig): void {
    // Loaded with the first one deployed, as in vcenter-appliance.ts.
    const { startJobNode } = require('./job/job-node') as typeof import('./job/job-node');
    runtime.nodes.createNode(this, config);
    startJobNode(runtime, this, config, 'backup');
  }

  runtime.nodes.registerType('vcenter-backup-job', VcenterBackupJob, {
    credentials: {
      locationPassword: { type: 'password' },
      backupPassword: { type: 'password' },
    },
  });
};
