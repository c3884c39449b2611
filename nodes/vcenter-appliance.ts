import type { ProcessWide } from './appliance/appliance-node';
import type { ApplianceNode } from './appliance/deployed-appliances';
import type { NodeConfig, Runtime } from './runtime/node-red';

/** The admin APIs that have the routes already: enabling a disabled node set loads it again. */
const withRoutes = new WeakSet<object>();

/**
 * What sends requests requires the permission to deploy, which also lets a user connect the runtime to
 * a host of their choice. What only says what is known requires the permission to read the flows.
 */
function addRoutes(runtime: Runtime, processWide?: ProcessWide): void {
  const { httpAdmin, auth } = runtime;
  if (httpAdmin === undefined || auth === undefined || withRoutes.has(httpAdmin)) return;
  withRoutes.add(httpAdmin);
  const guard = auth.needsPermission('flows.write');
  const guardOfReads = auth.needsPermission('flows.read');
  // Neither rejects. If one did, Express would answer instead of the process ending.
  httpAdmin.post('/vcenter-recovery/test-connection', guard, (request, response, next) => {
    const { testConnection } =
      require('./dialog-routes/test-connection') as typeof import('./dialog-routes/test-connection');
    testConnection(runtime, request, response, processWide).catch(next);
  });
  httpAdmin.post('/vcenter-recovery/choices', guard, (request, response, next) => {
    const { offerChoices } =
      require('./dialog-routes/choices') as typeof import('./dialog-routes/choices');
    offerChoices(runtime, request, response).catch(next);
  });
  // What these throw, Express answers with.
  httpAdmin.get('/vcenter-recovery/appliances', guardOfReads, (_request, response) => {
    const { listAppliances } =
      require('./sidebar-routes/appliances') as typeof import('./sidebar-routes/appliances');
    listAppliances(response);
  });
  httpAdmin.get('/vcenter-recovery/diagnostics', guardOfReads, (_request, response) => {
    const { writeDiagnostics } =
      require('./sidebar-routes/diagnostics') as typeof import('./sidebar-routes/diagnostics');
    writeDiagnostics(runtime, response);
  });
  httpAdmin.post('/vcenter-recovery/look', guard, (request, response) => {
    const { beginLook } =
      require('./sidebar-routes/look') as typeof import('./sidebar-routes/look');
    beginLook(runtime, request, response);
  });
}

/** @param processWide given by tests only: Node-RED calls this with its runtime API alone. */
module.exports = (runtime: Runtime, processWide?: ProcessWide): void => {
  function VcenterAppliance(this: ApplianceNode, config: NodeConfig): void {
    // Loaded with the first deployed node, so that an installed but unused package does not slow
    // down the start of Node-RED.
    const { startAppliance } =
      require('./appliance/appliance-node') as typeof import('./appliance/appliance-node');
    runtime.nodes.createNode(this, config);
    startAppliance(runtime, this, config, processWide);
  }

  runtime.nodes.registerType('vcenter-appliance', VcenterAppliance, {
    credentials: {
      username: { type: 'text' },
      password: { type: 'password' },
      authorization: { type: 'password' },
    },
  });
  addRoutes(runtime, processWide);
};
