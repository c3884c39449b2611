/**
 * One message about a whole fleet, in which some appliances are dead, slow or strange. `npm test` has
 * a small fleet; `npm run test:fleet` has 200 appliances, and prints the times.
 */
import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { type Simulator, startSimulator } from '../../simulator';
import { makeCertificates, type TlsMaterial } from '../../simulator/server/certificates';
import { type CheckedAppliance, type CheckFlow, deployCheck, type SeenCheck } from './check-flow';

type Trouble = 'refuses' | 'is silent' | 'does not answer' | 'untrusted' | 'wrong password';

/** How many of each there are, and what a verdict on them says. */
const troubles: Readonly<Record<Trouble, { small: number; whole: number; text: RegExp }>> = {
  refuses: { small: 2, whole: 10, text: /refused the connection/ },
  'is silent': { small: 1, whole: 2, text: /did not answer in time/ },
  'does not answer': { small: 1, whole: 3, text: /did not answer in time/ },
  untrusted: { small: 1, whole: 3, text: /is not trusted/ },
  'wrong password': { small: 1, whole: 2, text: /refused the sign-in/ },
};

const isWhole = process.env.FLEET === 'whole';
const size = isWhole ? 'whole' : 'small';
const count = isWhole ? 200 : 20;
const troubled = (Object.keys(troubles) as Trouble[]).flatMap((trouble) =>
  Array<Trouble>(troubles[trouble][size]).fill(trouble),
);

/** Seconds, as by default: on a busy machine the good ones may take some of them. */
const timeout = 8;

/** Seconds that are never over while a test runs. */
const longest = 3600;

interface Member {
  name: string;
  trouble: Trouble | undefined;
  simulator: Simulator;
  silentPort: number | undefined;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0;
}

describe(`a fleet of ${count} appliances`, function () {
  this.timeout(isWhole ? 240_000 : 60_000);
  let members: Member[];
  /** Accept connections and say nothing. */
  const silent: Server[] = [];
  const connected = new Set<Socket>();
  let flow: CheckFlow;

  before(async () => {
    const names = ['127.0.0.1'];
    const material = (freshAuthority: boolean): Promise<TlsMaterial> =>
      makeCertificates({ names, freshAuthority }, Date.now());
    const [trusted, untrusted] = await Promise.all([material(false), material(true)]);
    const every = Math.floor(count / troubled.length);
    members = [];
    for (let index = 0; index < count; index += 1) {
      const trouble = index % every === 0 ? troubled[index / every] : undefined;
      const tls = trouble === 'untrusted' ? untrusted : trusted;
      const simulator = await startSimulator({ scenario: 'none', tls, validate: false });
      if (trouble === 'does not answer') simulator.answerWith('*', { how: 'never' });
      const silentPort = trouble === 'is silent' ? await listenSilently() : undefined;
      members.push({ name: `vc-${index}`, trouble, simulator, silentPort });
    }
    // Now that nobody else is given their ports.
    const refusing = members.filter(({ trouble }) => trouble === 'refuses');
    await Promise.all(refusing.map(({ simulator }) => simulator.suspend()));
  });

  async function listenSilently(): Promise<number | undefined> {
    const server = createServer((socket) => {
      connected.add(socket);
      socket.on('error', () => {}).on('close', () => connected.delete(socket));
    });
    silent.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  after(async () => {
    for (const socket of connected) socket.destroy();
    for (const server of silent) server.close();
    await Promise.all(members.map(({ simulator }) => simulator.stop()));
  });

  beforeEach(() => {
    for (const { simulator } of members) simulator.resetCounters();
  });
  afterEach(() => flow.close());

  /** Those that hang refuse from now on; they are not needed any more. */
  function letGo(): void {
    for (const server of silent) server.close();
    for (const socket of connected) socket.destroy();
    for (const { trouble, simulator } of members) {
      if (trouble === 'does not answer') void simulator.suspend();
    }
  }

  const good = () => members.filter(({ trouble }) => trouble === undefined);

  function applianceOf({ name, trouble, simulator, silentPort }: Member): CheckedAppliance {
    const { ca } = good()[0]?.simulator ?? simulator;
    return {
      name,
      simulator: { ...ofSimulator(simulator), ca },
      properties: silentPort === undefined ? {} : { port: String(silentPort) },
      credentials: trouble === 'wrong password' ? { password: 'of yesterday' } : {},
    };
  }

  function ofSimulator({ host, port, ca, username, password }: Simulator) {
    return { host, port, ca, username, password };
  }

  /** From cold: a new deploy, without sessions and connections. */
  async function checkAll(of: readonly Member[], node: Record<string, unknown> = {}) {
    flow = await deployCheck(of.map(applianceOf), { targetType: 'all', timeout, ...node });
    const begun = Date.now();
    const seen = await flow.send();
    const taken = Date.now() - begun;
    /** Milliseconds from the message's arrival to the last request of each that is good. */
    const times = good().map(({ simulator }) => {
      const last = simulator.requests.at(-1);
      return (last?.time.getTime() ?? Number.NaN) - begun;
    });
    return { seen, taken, median: median(times) };
  }

  function verdictsOf({ left }: SeenCheck) {
    return left[0]?.message.verdicts ?? [];
  }

  it('gets a verdict on each, and those in trouble hold none of the others back', async () => {
    const alone = await checkAll(good());
    await flow.close();
    for (const { simulator } of members) simulator.resetCounters();
    const all = await checkAll(members);
    const verdicts = verdictsOf(all.seen);
    assert.equal(verdicts.length, count);
    for (const [index, { name, trouble, simulator }] of members.entries()) {
      const verdict = verdicts[index];
      assert.equal(verdict?.appliance.name, name);
      if (trouble === undefined) assert.equal(verdict.status, 'ok', verdict.text);
      else assert.match(verdict.text, troubles[trouble].text);
      const { logins, requests } = simulator.counters();
      assert.ok(requests <= 12, `${name}: ${requests} requests`);
      if (trouble === 'wrong password') assert.ok(logins <= 2, `${name}: ${logins} logins`);
      assert.deepEqual(simulator.lockouts, []);
    }
    const ratio = all.median / alone.median;
    console.log(
      `      ${count} verdicts in ${all.taken} ms; median of the good ones ${all.median} ms, ` +
        `without those in trouble ${alone.median} ms (${ratio.toFixed(2)})`,
    );
    assert.ok(all.taken < 20_000, `${all.taken} ms`);
    // Of a handful, the times say more about the machine than about the fleet.
    if (isWhole) assert.ok(ratio <= 1.6, `${all.median} ms instead of ${alone.median} ms`);
  });

  it('gets the good ones while others still do not answer, where each has a message', async () => {
    const isGood = new Map(members.map(({ name, trouble }) => [name, trouble === undefined]));
    // The hung ones are let go by the last of the good ones, not by the time that the machine takes.
    flow = await deployCheck(members.map(applianceOf), {
      ...{ targetType: 'all', timeout: longest, split: true },
    });
    let goodLeft = good().length;
    let left: readonly boolean[] = [];
    flow.onLeft(({ topic }) => {
      const isOfGood = isGood.get(String(topic)) === true;
      left = [...left, isOfGood];
      if (isOfGood) goodLeft -= 1;
      if (isOfGood && goodLeft === 0) letGo();
    });
    await flow.send();
    assert.equal(left.length, count);
    assert.ok(left.lastIndexOf(true) < left.lastIndexOf(false));
  });

  it('is asked once for two messages at the same time, and not again within maxAge', async () => {
    flow = await deployCheck(good().map(applianceOf), { targetType: 'all', timeout });
    await Promise.all([flow.send(), flow.send()]);
    for (const { name, simulator } of good()) {
      const { requests } = simulator.counters();
      assert.ok(requests <= 12, `${name}: ${requests} requests`);
      simulator.resetCounters();
    }
    await flow.send();
    assert.deepEqual(
      good().filter(({ simulator }) => simulator.counters().requests > 0),
      [],
    );
  });
});
