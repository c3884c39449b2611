import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator';
import { type Caller, createCaller } from './caller';
import { type Client, createClient, type DialectName } from './client';

/** A stand-in appliance, with its callers. */
export interface Appliance {
  readonly simulator: Simulator;
  readonly client: Client;
  readonly callers: Readonly<Record<DialectName, Caller>>;
}

/**
 * Starts appliances whose simulated time is stopped; each is closed after the test that started it.
 */
export function appliances(
  defaults: SimulatorOptions = {},
): (options?: SimulatorOptions) => Promise<Appliance> {
  const running: Appliance[] = [];

  afterEach(async () => {
    for (const { client, simulator } of running.splice(0)) {
      client.close();
      await simulator.stop();
    }
  });

  return async (options = {}) => {
    const simulator = await startSimulator({ speed: 0, ...defaults, ...options });
    const client = createClient(simulator);
    const callers = {
      api: createCaller(client, simulator, 'api'),
      rest: createCaller(client, simulator, 'rest'),
    };
    running.push({ simulator, client, callers });
    return { simulator, client, callers };
  };
}

/** A new appliance for each test of a suite. It does not exist before a test begins. */
export function applianceForEachTest(options: SimulatorOptions = {}): Appliance {
  const start = appliances(options);
  const there: { now?: Appliance } = {};
  beforeEach(async () => {
    there.now = await start();
  });
  function present(): Appliance {
    if (there.now === undefined) throw new Error('No test has begun.');
    return there.now;
  }
  return {
    get simulator() {
      return present().simulator;
    },
    get client() {
      return present().client;
    },
    get callers() {
      return present().callers;
    },
  };
}
