import { asChoice, asFlag, asText } from '../src/appliance/coerce';
import { type Look, lookAtReconciliation } from '../src/jobs/reconciliation';
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

/** Starts a deployed job node: one message in, one look at the job, one message out. */
export function startJob(runtime: Runtime, node: RuntimeNode, config: NodeConfig): void {
  let closed = false;

  async function look(message: Message): Promise<Look | undefined> {
    asChoice(config.action, 'action', ['get']);
    const { appliance } = await applianceFor(runtime, readTarget(config), node, message);
    if (closed) return undefined;
    showAsking(node);
    return lookAtReconciliation(appliance);
  }

  async function pass(passage: Passage): Promise<void> {
    let toOutput = false;
    try {
      toOutput = asFlag(config.errorOutput, 'error output');
      const found = await look(passage.message);
      if (closed || found === undefined) passage.done();
      else reportJob(node, passage, found);
    } catch (error) {
      if (closed) passage.done();
      else reportFault(node, passage, error, toOutput);
    }
  }

  deployedAppliance(config.appliance)?.register(node);
  node.on('input', (message, send, done) => {
    pass({ message, send, done }).catch(done);
  });
  node.on('close', (_removed, done) => {
    closed = true;
    deployedAppliance(config.appliance)?.deregister(node);
    node.status({});
    done();
  });
}
