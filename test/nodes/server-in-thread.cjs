// A server in a thread of its own: it goes on where the process of the nodes is frozen. It answers
// after 300 ms what the table says, and reports each request.
const { createServer } = require('node:https');
const { parentPort, workerData } = require('node:worker_threads');

const { tls, answers } = workerData;
const asked = new Map();

const server = createServer(tls, (request, response) => {
  const name = `${request.method} ${request.url}`;
  const times = asked.get(name) ?? 0;
  asked.set(name, times + 1);
  parentPort.postMessage({ asked: name });
  request.resume();
  const sequence = answers[name] ?? [{ status: 404, body: {} }];
  const answer = sequence[Math.min(times, sequence.length - 1)];
  // Without one the client waits until it gives up.
  if (answer === null) return;
  setTimeout(() => {
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  }, 300);
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }));
