/** Runs as a separate process: it stops a busy simulator and must then end by itself. */
import { type Manner, startSimulator } from '../../simulator';
import { createClient, requestParts } from './client';

async function main(): Promise<void> {
  const simulator = await startSimulator({ scenario: 'services-restarting' });
  const ways: readonly { how?: Manner; delay?: number }[] = [
    { how: 'never' },
    { how: 'drip' },
    { delay: 3_600_000 },
    { how: 'never' },
    { how: 'never' },
  ];
  simulator.answerWith('*', ways);
  const clients = ways.map(() => createClient(simulator));
  const ends = clients.map((client) =>
    client.ask(requestParts.api['session.create']).catch(() => 'broken off'),
  );
  await simulator.whenRequest('*', ways.length);
  await simulator.stop();
  await Promise.all(ends);
  console.log(`stopped with ${ends.length} requests open`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
