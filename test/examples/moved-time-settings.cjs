// Settings of a Node-RED in which no time passes for the nodes of this package until a test asks for
// it. All other nodes, and Node-RED itself, keep the time of the machine.
const { join } = require('node:path');
const tsx = require('tsx/cjs/api');
const { name } = require('../../package.json');
const usual = require('../../scripts/node-red-settings.cjs');

const { moveTime } = tsx.require('../nodes/moved-time.ts', __filename);
const time = moveTime();

// Before Node-RED loads the package, parts of which keep the functions of the clock.
const installed = join(process.cwd(), 'node_modules', name);
Object.assign(require(join(installed, 'dist', 'src', 'clock.js')).systemClock, time.clock);

module.exports = {
  ...usual,
  httpAdminMiddleware({ method, path, query }, response, next) {
    if (method !== 'POST' || path !== '/pass-time') return next();
    time.pass(Number(query.seconds)).then(() => response.sendStatus(204), next);
  },
};
