import assert from 'node:assert/strict';

const register: (runtime: unknown) => void = require('../../nodes/vcenter-appliance');

/** @returns the permission that each route requires, as the module registers them. */
function permissions(): Record<string, unknown> {
  const routes: Record<string, unknown> = {};
  const route = (method: string) => (path: string, guard: unknown) => {
    routes[`${method} ${path}`] = guard;
  };
  register({
    httpAdmin: { get: route('GET'), post: route('POST') },
    auth: { needsPermission: (permission: string) => permission },
    nodes: { registerType: () => {} },
  });
  return routes;
}

describe('The admin routes', () => {
  it('require the permission to deploy where they send something, else that to read flows', () => {
    assert.deepEqual(permissions(), {
      'POST /vcenter-recovery/test-connection': 'flows.write',
      'POST /vcenter-recovery/choices': 'flows.write',
      'GET /vcenter-recovery/appliances': 'flows.read',
      'GET /vcenter-recovery/diagnostics': 'flows.read',
      'POST /vcenter-recovery/look': 'flows.write',
    });
  });
});
