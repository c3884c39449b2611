import { type Simulator, startSimulator } from '../../simulator';
import { type Example, reach, set } from './example';

/** Simulated seconds that each phase of a scenario lasts. */
export const minute = 60;
export const running = { status: 'RUNNING', progress: 42 } as const;

/** An example that waits for what an appliance does after a restore. */
export interface WaitingExample {
  readonly simulator: Simulator;
  /** Deploys the example, with a request every second and these further properties of its job node. */
  deploy(properties?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends the phase of the scenario. */
  nextPhase(): void;
  /** Resolves once the job node has asked so often. */
  asked(times: number): Promise<unknown>;
}

/** Starts a stand-in appliance without a job for each test, and deploys the example for it. */
export function waitingExample(example: Example): WaitingExample {
  let simulator: Simulator | undefined;
  const present = () => {
    if (simulator === undefined) throw new Error('No test has begun.');
    return simulator;
  };
  const deploy = (properties: Readonly<Record<string, unknown>> = {}) => {
    const job = { type: 'vcenter-reconciliation-job' };
    return example.deploy(reach(present()), set(job, { interval: 1, ...properties }));
  };

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'none', speed: 0 });
    // The only thing these tests change that a user need not: the times.
    await deploy();
  });
  afterEach(() => simulator?.stop());

  return {
    get simulator() {
      return present();
    },
    deploy,
    nextPhase: () => present().clock.advance(minute * 1000),
    asked: (times) => present().whenRequest('reconciliation.job.get', times),
  };
}
