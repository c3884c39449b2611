// Settings of a Node-RED that is killed again and again: with a context store that writes at once.
const { readdirSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const usual = require('../../scripts/node-red-settings.cjs');

const core = join(dirname(require.resolve('@node-red/nodes/package.json')), 'core');
const needed = ['10-function.js', '25-catch.js'];

module.exports = {
  ...usual,
  // Credentials are read again after each start.
  credentialSecret: 'of no worth',
  contextStorage: {
    default: { module: 'memory' },
    atOnce: { module: 'localfilesystem', config: { cache: false } },
  },
  // For a flow that ends Node-RED in the midst of its own work.
  functionGlobalContext: { die: () => process.kill(process.pid, 'SIGKILL') },
  // What is not loaded costs no time at the start.
  nodesExcludes: readdirSync(core, { recursive: true, encoding: 'utf8' })
    .map((path) => basename(path))
    .filter((name) => name.endsWith('.js') && !needed.includes(name)),
};
