// Settings of a Node-RED that counts the messages of our nodes, and says what it holds:
// GET /soak after a garbage collection.
const { createRequire } = require('node:module');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const usual = require('../../scripts/node-red-settings.cjs');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

// Of the Node-RED that runs: hooks added to another copy would never be called.
const { hooks } = createRequire(require.main.filename)('@node-red/util');
const counts = { received: 0, ended: 0 };
const isOurs = ({ type }) => type.startsWith('vcenter-');
/** A wait that goes on after a deploy receives its message again, and ends it once. */
const received = new WeakSet();
hooks.add('onReceive.soak', ({ msg, destination: { node } }) => {
  // A node that was closed gets messages that were under way, and ends none of them.
  const isOpen = node._inputCallback ?? node._inputCallbacks;
  if (!isOurs(node) || !isOpen || received.has(msg)) return;
  received.add(msg);
  counts.received += 1;
});
hooks.add('onComplete.soak', ({ node: { node } }) => {
  if (isOurs(node)) counts.ended += 1;
});

let warnings = 0;
process.on('warning', () => {
  warnings += 1;
});

module.exports = {
  ...usual,
  httpAdminMiddleware(request, response, next) {
    if (request.path !== '/soak') return next();
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    // Connections to the test itself come and go.
    const handles = process.getActiveResourcesInfo().filter((name) => name !== 'TCPSocketWrap');
    response.json({ ...counts, warnings, heap: heapUsed + external, handles: handles.length });
  },
};
