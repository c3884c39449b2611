import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator';

/**
 * Starts a stand-in appliance for each test of the enclosing suite.
 *
 * @returns a function that returns the one of the current test.
 */
export function standIn(options: SimulatorOptions): () => Simulator {
  let simulator: Simulator | undefined;
  beforeEach(async () => {
    simulator = await startSimulator(options);
  });
  afterEach(() => simulator?.stop());
  return () => {
    if (simulator === undefined) throw new Error('The stand-in appliance has not been started.');
    return simulator;
  };
}
