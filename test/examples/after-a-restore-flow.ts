import { type Simulator, startSimulator } from '../../simulator';
import { type MovedExample, reach, set } from './example';

/** Seconds that each phase of a scenario lasts; the job nodes of these examples ask every five. */
export const minute = 60;
export const running = { status: 'RUNNING', progress: 42 } as const;

/** An example that waits for what an appliance does after a restore. */
export interface WaitingExample {
  readonly simulator: Simulator;
  /** Deploys the example, with these properties of its job node in place of its own. */
  deploy(properties: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends the phase of the scenario, and lets the job node ask for a minute. */
  nextPhase(): Promise<void>;
}

/** Starts a stand-in appliance without a job for each test, and deploys the example for it. */
export function waitingExample(example: MovedExample): WaitingExample {
  let simulator: Simulator | undefined;
  const present = () => {
    if (simulator === undefined) throw new Error('No test has begun.');
    return simulator;
  };
  const deploy = (properties: Readonly<Record<string, unknown>>) =>
    example.deploy(reach(present()), set({ type: 'vcenter-reconciliation-job' }, properties));

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'none', speed: 0 });
    await deploy({});
  });
  afterEach(() => simulator?.stop());

  return {
    get simulator() {
      return present();
    },
    deploy,
    async nextPhase() {
      present().clock.advance(minute * 1000);
      // Its ports open only a moment later: resolves once they are as the phase has them.
      await present().resume();
      await example.pass(minute);
    },
  };
}
