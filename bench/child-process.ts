import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Answer, Call, Calls } from './processes/calls';

/** A process of the benchmark's own, and the functions that it offers. */
export interface Child<Offered extends Calls<Offered>> {
  /** @throws Error with the text of what went wrong in the process, or that it has ended */
  call<Name extends keyof Offered>(
    name: Name,
    argument: Parameters<Offered[Name]>[0],
  ): Promise<Awaited<ReturnType<Offered[Name]>>>;
  end(): Promise<void>;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

const living = new Set<ChildProcess>();

/**
 * Starts a script, with options for Node.js itself; it ends with the signal at the latest. It knows
 * of no proxy: the environment's would put another computer between two processes of this one.
 */
export function startChild<Offered extends Calls<Offered>>(
  script: string,
  signal: AbortSignal,
  execArgv: readonly string[] = [],
): Child<Offered> {
  const process = fork(script, {
    signal,
    execArgv: [...execArgv],
    env: environmentWithoutProxy(),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  living.add(process);

  process.on('message', (answer: Answer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) call?.reject(new Error(answer.error));
    else call?.resolve(answer.result);
  });
  const giveUp = (error: Error) => {
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  };
  process.on('error', giveUp);
  process.on('exit', (code, killer) => {
    living.delete(process);
    giveUp(new Error(`the process ${script} ended (${killer ?? code})`));
  });

  return {
    call: (name, argument) =>
      new Promise((resolve, reject) => {
        const id = ++calls;
        // What a call results in is known by its name: both ends are made from the same source.
        waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
        const call: Call = { id, name, argument };
        process.send(call, (error) => {
          if (error) reject(error);
        });
      }),
    end: () => end(process),
  };
}

/** Ends every process that was started here, and waits until they are gone. */
export async function endChildren(): Promise<void> {
  await Promise.all([...living].map(end));
}

async function end(process: ChildProcess): Promise<void> {
  if (!living.has(process)) return;
  const gone = once(process, 'exit');
  // A process that has been let go of ends by itself, which also gives it time to write a profile.
  if (process.connected) process.disconnect();
  else process.kill();
  await gone;
}

function environmentWithoutProxy(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(https?|all|no)_proxy$/i.test(name)),
  );
}
