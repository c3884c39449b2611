import helper from 'node-red-node-test-helper';
import { type Simulator, startSimulator } from '../../simulator';
import type { Clock } from '../../src/clock';
import { deployMonitor, type MonitorFlow, type MonitorOptions } from './monitor-flow';
import { type MovedTime, moveTime } from './moved-time';
import { inTime } from './set-flows';

/** What the tests of a monitor use; `simulator` and `time` give those of the test that runs. */
export interface WatchedAppliance {
  simulator(): Simulator;
  time(): MovedTime;
  /** Deploys a monitor that takes its first look, with a clock of its own where one is given. */
  watching(options?: MonitorOptions, clock?: Clock): Promise<MonitorFlow>;
  /** Lets time pass until everybody has looked once more. */
  look(): Promise<void>;
  /** How often the appliance was asked for this. */
  asked(operation: string): number;
}

/**
 * A stand-in appliance that monitors may look at, in time that the test lets pass, for each test of
 * the description around. The flow that is still there after a test is closed.
 */
export function watchedAppliance(): WatchedAppliance {
  let time: MovedTime;
  let simulator: Simulator;
  let flow: MonitorFlow | undefined;

  beforeEach(async () => {
    time = moveTime();
    simulator = await startSimulator({ scenario: 'none', ...time.standIn });
  });
  afterEach(async function () {
    // Of a test that has failed, nobody knows what is under way.
    if (this.currentTest?.state !== 'passed') {
      time.abandon();
      await simulator.stop();
    }
    await inTime(time, () => flow?.close() ?? helper.unload());
    await simulator.stop();
    time.restore();
  });

  return {
    simulator: () => simulator,
    time: () => time,
    async watching(options = {}, clock = time.clock) {
      const deployed = await deployMonitor(simulator, options, clock);
      flow = {
        ...deployed,
        close() {
          flow = undefined;
          return deployed.close();
        },
      };
      const there = flow;
      await time.pass(1);
      return there;
    },
    look: () => time.pass(60),
    asked: (operation) => simulator.counters().byOperation[operation] ?? 0,
  };
}
