// How a module that is CommonJS names the types of one that is not.
type Library = typeof import('aedes', { with: { 'resolution-mode': 'import' }});
type Aedes = InstanceType<Library['Aedes']>;
type Client = ReturnType<Aedes['handle']>;

/** `$share/{ShareName}/{filter}`, as MQTT 5 has it (4.8.2). */
const shared = /^\$share\/[^/+#]+\/(.+)$/;

/**
 * Adds shared subscriptions to a broker, which gives each message to the next of those who share.
 * Aedes has none of its own (its issue 228): it takes them for topics that nobody publishes.
 */
export function shareSubscriptions(broker: Aedes): void {
  /** Who shares, by the subscription; the next message is for the first of them. */
  const groups = new Map<string, Client[]>();

  function groupOf(subscription: string, filter: string): Client[] {
    const existing = groups.get(subscription);
    if (existing !== undefined) return existing;
    const members: Client[] = [];
    groups.set(subscription, members);
    const deliver: Parameters<Aedes['subscribe']>[1] = ({ topic, payload, qos }, done) => {
      const next = members.shift();
      if (next === undefined) {
        done();
        return;
      }
      members.push(next);
      const packet = { cmd: 'publish', topic, payload, qos, retain: false, dup: false } as const;
      next.publish(packet, () => done());
    };
    broker.subscribe(filter, deliver, () => undefined);
    return members;
  }

  function leave(subscription: string, client: Client): void {
    const members = groups.get(subscription) ?? [];
    if (members.includes(client)) members.splice(members.indexOf(client), 1);
  }

  broker.on('subscribe', (subscriptions, client) => {
    for (const { topic } of subscriptions) {
      const [, filter] = shared.exec(topic) ?? [];
      if (filter === undefined) continue;
      leave(topic, client);
      groupOf(topic, filter).push(client);
    }
  });
  broker.on('unsubscribe', (topics, client) => {
    for (const topic of topics) leave(topic, client);
  });
  broker.on('clientDisconnect', (client) => {
    for (const topic of groups.keys()) leave(topic, client);
  });
}
