import type { NodeConfig, Runtime, RuntimeNode } from './runtime/node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterRecoveryMonitor(this: RuntimeNode, config: NodeConfig): void {
    // Loaded with the first one deployed, as in vcenter-appliance.ts.
    const { startMonitor } =
      require('./monitor/monitor-node') as typeof import('./monitor/monitor-node');
    runtime.nodes.createNode(this, config);
    startMonitor(runtime, this, config);
  }

  runtime.nodes.registerType('vcenter-recovery-monitor', VcenterRecoveryMonitor);
};
