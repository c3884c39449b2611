/** Clocks that are wrong or jump, and processes that do not run for a while. */
import type { Fault } from '../cells';
import type { Exchange } from '../faulty-server';
import { nodeNames } from '../nodes';

const day = 86_400;

/** Another `Date` in each answer; undefined: none. */
function dated(date: (now: number) => string | undefined): Pick<Fault, 'answer' | 'answers'> {
  return {
    answers: 'everything',
    async answer(exchange) {
      const answer = await exchange.relay();
      const { date: _own, ...headers } = answer.headers;
      const given = date(exchange.now());
      exchange.send({
        ...answer,
        headers: given === undefined ? headers : { ...headers, date: given },
      });
    },
  };
}

/** All answers so many seconds later. */
const after = (seconds: number): Pick<Fault, 'answer' | 'answers'> => ({
  answers: 'everything',
  async answer(exchange: Exchange) {
    const answer = await exchange.relay();
    exchange.later(seconds, () => exchange.send(answer));
  },
});

const dateIn = (seconds: number) => (now: number) => new Date(now + seconds * 1000).toUTCString();

const warned = { check: { port: 'warning', badge: 'yellow dot warning', seconds: 30 } };

/** Each message takes longer by so many seconds. */
const longer = (seconds: number) =>
  Object.fromEntries(nodeNames.map((node) => [node, { seconds: seconds + 30 }]));

export const clockFaults: readonly Fault[] = [
  { name: 'appliance a day ahead', ...dated(dateIn(day)), expected: 'usual', sees: warned },
  { name: 'appliance a day behind', ...dated(dateIn(-day)), expected: 'usual', sees: warned },
  {
    name: 'appliance in 1970',
    ...dated(() => new Date(0).toUTCString()),
    expected: 'usual',
    // All of its backups are in the future, so it has none.
    sees: { check: { port: 'critical', badge: 'red ring critical' } },
  },
  { name: 'answers without a Date', ...dated(() => undefined), expected: 'usual' },
  { name: 'answers with a Date that is none', ...dated(() => 'soon'), expected: 'usual' },
  {
    name: 'clock of Node-RED jumps a day ahead',
    time: ({ clock, setWall }) => void clock.setTimeout(() => setWall(day), 100),
    ...after(0.2),
    expected: 'usual',
    sees: { ...longer(1), ...warned },
  },
  {
    name: 'clock of Node-RED jumps a day back',
    time: ({ clock, setWall }) => void clock.setTimeout(() => setWall(-day), 100),
    ...after(0.2),
    expected: 'usual',
    sees: { ...longer(1), ...warned },
  },
  {
    name: 'Node-RED frozen for a minute while it is answered',
    time: ({ clock, freeze }) => void clock.setTimeout(() => freeze(60), 200),
    ...after(0.2),
    expected: 'usual',
    // A read that nobody saw answered in time is sent again.
    sees: { ...longer(60), check: { seconds: 90, requests: 24 } },
  },
  {
    name: 'Node-RED frozen for a minute, then not answered',
    time: ({ clock, freeze }) => void clock.setTimeout(() => freeze(60), 200),
    answers: 'everything',
    answer: (exchange) => exchange.fallSilent(),
    expected: { code: 'TIMED_OUT', isLost: true, seconds: 70 },
    // The first read, which nobody saw answered in time, is sent again at once.
    sees: {
      ...{ check: { seconds: 80 }, 'get kept': { requests: 4 } },
      ...{ 'operation kept': { requests: 4 }, 'ensure kept': { requests: 4 } },
    },
  },
  {
    name: 'appliance frozen for 5 s at each answer',
    ...after(5),
    expected: 'usual',
    sees: { ...longer(5), check: { isChance: true } },
  },
];
