// Settings of a Node-RED that tells whoever started it everything that it has to tell: all entries
// of its log with all that is in them, and whole messages in the sidebar. It has a context store on
// disk beside the one in memory.
const { inspect } = require('node:util');
const usual = require('../../scripts/node-red-settings.cjs');

const whole = {
  depth: null,
  maxStringLength: null,
  maxArrayLength: null,
  breakLength: Number.POSITIVE_INFINITY,
};

module.exports = {
  ...usual,
  debugMaxLength: 1_000_000,
  contextStorage: {
    default: { module: 'memory' },
    disk: { module: 'localfilesystem', config: { flushInterval: 1 } },
  },
  logging: {
    teller: {
      level: 'trace',
      metrics: true,
      audit: true,
      handler: (settings) => {
        const tell = usual.logging.starter.handler(settings);
        return (entry) => {
          tell(entry);
          if (process.connected) process.send({ level: entry.level, text: inspect(entry, whole) });
        };
      },
    },
  },
};
