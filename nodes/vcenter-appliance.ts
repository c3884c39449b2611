import type { ApplianceNode } from './appliances';
import type { NodeConfig, Runtime } from './node-red';

module.exports = (runtime: Runtime): void => {
  function VcenterAppliance(this: ApplianceNode, config: NodeConfig): void {
    // Loaded with the first one deployed, so that a package that is installed but not used adds
    // nothing to the start of Node-RED.
    const { startAppliance } = require('./appliance-node') as typeof import('./appliance-node');
    runtime.nodes.createNode(this, config);
    startAppliance(runtime, this, config);
  }

  runtime.nodes.registerType('vcenter-appliance', VcenterAppliance, {
    credentials: {
      username: { type: 'text' },
      password: { type: 'password' },
      authorization: { type: 'password' },
    },
  });
};
