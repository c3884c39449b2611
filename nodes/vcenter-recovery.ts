import type { NodeConfig, Runtime, RuntimeNode } from './runtime/node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterRecovery(this: RuntimeNode, config: NodeConfig): void {
    // Loaded with the first one deployed, as in vcenter-appliance.ts.
    const { startRecovery } =
      require('./recovery/recovery-node') as typeof import('./recovery/recovery-node');
    runtime.nodes.createNode(this, config);
    startRecovery(runtime, this, config);
  }

  runtime.nodes.registerType('vcenter-recovery', VcenterRecovery, {
    credentials: {
      ssoUsername: { type: 'text' },
      ssoPassword: { type: 'password' },
      locationPassword: { type: 'password' },
      backupPassword: { type: 'password' },
    },
  });
};
