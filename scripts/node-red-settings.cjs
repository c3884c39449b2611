// Settings of the Node-RED that the demo and the tests start: on loopback, on a free port, with
// nothing that asks a question, calls home or stays behind.
const { randomUUID } = require('node:crypto');

// Whoever started it is gone, however that came about: nobody else would stop it.
process.on('disconnect', () => process.exit(1));

module.exports = {
  uiHost: '127.0.0.1',
  uiPort: 0,
  lang: 'en-US',
  // Its folder is thrown away with it, so nothing is decrypted a second time.
  credentialSecret: randomUUID(),
  flowFile: 'flows.json',
  editorTheme: { tours: false, projects: { enabled: false } },
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { palette: { allowInstall: false }, modules: { allowInstall: false } },
  logging: {
    starter: {
      level: 'info',
      metrics: false,
      audit: false,
      handler: () => (entry) => {
        if (!process.connected) return;
        const { level, type, id, name, msg } = entry;
        process.send({ level, type, id, name, text: String(msg?.message ?? msg) });
      },
    },
  },
};
