import type { NodeConfig, Runtime, RuntimeNode } from './runtime/node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterRecoveryCheck(this: RuntimeNode, config: NodeConfig): void {
    // Loaded with the first one deployed, as in vcenter-appliance.ts.
    const { startCheck } = require('./check/check-node') as typeof import('./check/check-node');
    runtime.nodes.createNode(this, config);
    startCheck(runtime, this, config);
  }

  runtime.nodes.registerType('vcenter-recovery-check', VcenterRecoveryCheck, {
    credentials: {
      locationUser: { type: 'text' },
      locationPassword: { type: 'password' },
    },
  });
};
