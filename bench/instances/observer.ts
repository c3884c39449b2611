import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What an instance has answered. */
export interface InstanceAnswer {
  /** When it reached the broker: milliseconds since the observer began. */
  readonly time: number;
  readonly appliance: string;
  readonly state: string;
  readonly instance: string;
}

export interface Observer {
  /** All answers so far. */
  readonly answers: readonly InstanceAnswer[];
  /** @returns milliseconds since it began. */
  now(): number;
  /** Calls back after each answer, until it returns true. @throws Error after so many milliseconds */
  until(condition: () => boolean, milliseconds: number): Promise<boolean>;
  end(): void;
}

function readAnswer(line: string, time: number): InstanceAnswer | undefined {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { appliance, state, 'asked by': instance } = parsed as Record<string, unknown>;
  return {
    time,
    appliance: String(appliance),
    state: String(state),
    instance: String(instance),
  };
}

/**
 * Subscribes to the answers with mosquitto_sub, as somebody outside of Node-RED.
 * @throws Error if mosquitto_sub is not installed
 */
export async function observeAnswers(port: number): Promise<Observer> {
  const address = ['-h', '127.0.0.1', '-p', String(port)];
  const client = spawn('mosquitto_sub', [...address, '-q', '1', '-t', 'vcenter/answers'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    client.once('spawn', resolve);
    client.once('error', reject);
  });
  const begun = performance.now();
  const now = () => performance.now() - begun;
  const answers: InstanceAnswer[] = [];
  const waiting = new Set<() => void>();
  createInterface(client.stdout).on('line', (line) => {
    const answer = readAnswer(line, now());
    if (answer) answers.push(answer);
    for (const check of waiting) check();
  });
  return {
    answers,
    now,
    until: (condition, milliseconds) =>
      new Promise((resolve) => {
        const end = (met: boolean) => {
          waiting.delete(check);
          clearTimeout(timer);
          resolve(met);
        };
        const check = () => {
          if (condition()) end(true);
        };
        const timer = setTimeout(() => end(false), milliseconds);
        waiting.add(check);
        check();
      }),
    end: () => client.kill(),
  };
}
