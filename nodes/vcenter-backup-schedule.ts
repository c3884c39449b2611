import type { NodeConfig, Runtime, RuntimeNode } from './runtime/node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterBackupSchedule(this: RuntimeNode, config: NodeConfig): void {
    // Loaded with the first one deployed, as in vcenter-appliance.ts.
    const { startSchedule } =
      require('./backup-schedule/schedule-node') as typeof import('./backup-schedule/schedule-node');
    runtime.nodes.createNode(this, config);
    startSchedule(runtime, this, config);
  }

  runtime.nodes.registerType('vcenter-backup-schedule', VcenterBackupSchedule, {
    credentials: {
      locationUser: { type: 'text' },
      locationPassword: { type: 'password' },
      backupPassword: { type: 'password' },
    },
  });
};
