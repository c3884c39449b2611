/** Mosquitto for tests. Where it is not installed, the tests that need it are not defined. */
import {
  hasMosquitto,
  type RunningMosquitto,
  startMosquitto as startBroker,
} from '../../scripts/mosquitto';
import { within } from '../within';
import { createInbox, type Inbox } from './inbox';

export { hasMosquitto };

export interface Mosquitto extends RunningMosquitto {
  /** The subscribed topics. */
  readonly subscribed: Inbox<string>;
  /** The ids of clients that have disconnected. */
  readonly left: Inbox<string>;
}

/** Starts one on loopback, with a random port of its own. */
export async function startMosquitto(): Promise<Mosquitto> {
  const subscribed = createInbox<string>();
  const left = createInbox<string>();
  // Its log, each line after the time (mosquitto 2.0, src/handle_subscribe.c and src/context.c).
  const started = startBroker((line) => {
    const [, topic] = /^\d+: \S+ \d (\S+)$/.exec(line) ?? [];
    if (topic !== undefined) subscribed.put(topic);
    const [, client] = /^\d+: Client (\S+) (?:disconnected|closed its connection)/.exec(line) ?? [];
    if (client !== undefined) left.put(client);
  });
  return { ...(await within(started, () => 'mosquitto to run')), subscribed, left };
}
