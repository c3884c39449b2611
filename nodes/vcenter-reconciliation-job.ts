import { asChoice, asFlag, asText } from '../src/appliance/coerce';
import { lookAtReconciliation } from '../src/jobs/reconciliation';
import { applianceFor, deployedAppliance, type TargetSettings } from './appliances';
import type { Message, NodeConfig, Runtime, RuntimeNode } from './node-red';
import { type Passage, reportFault, reportJob, showAsking } from './report';

/** The properties as they were saved; an imported flow may lack any of them. */
function readTarget(config: NodeConfig): TargetSettings {
  return {
    appliance: asText(config.appliance, 'appliance'),
    target: asText(config.target, 'target'),
    targetType: asText(config.targetType, 'kind of target') || 'appliance',
  };
}

module.exports = (runtime: Runtime): void => {
  function VcenterReconciliationJob(this: RuntimeNode, config: NodeConfig): void {
    runtime.nodes.createNode(this, config);
    let closed = false;

    const look = async (message: Message) => {
      asChoice(config.action, 'action', ['get']);
      const { appliance } = await applianceFor(runtime, readTarget(config), this, message);
      showAsking(this);
      return lookAtReconciliation(appliance);
    };

    const pass = async (passage: Passage): Promise<void> => {
      try {
        const found = await look(passage.message);
        if (closed) passage.done();
        else reportJob(this, passage, found);
      } catch (error) {
        if (closed) passage.done();
        else reportFault(this, passage, error, asFlag(config.errorOutput, 'error output'));
      }
    };

    deployedAppliance(config.appliance)?.register(this);
    this.on('input', (message, send, done) => {
      pass({ message, send, done }).catch(done);
    });
    this.on('close', (_removed, done) => {
      closed = true;
      deployedAppliance(config.appliance)?.deregister(this);
      this.status({});
      done();
    });
  }

  runtime.nodes.registerType('vcenter-reconciliation-job', VcenterReconciliationJob);
};
