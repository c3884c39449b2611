import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Answer, Call, Calls } from './processes/calls';

/** What a function of another process results in here. */
type Result<Function extends (argument: never) => unknown> = Awaited<ReturnType<Function>>;

/** A process of the benchmark's own, and the functions that it offers. */
export interface Child<Offered extends Calls<Offered>> {
  /**
   * Calls a function in the process: one call at a time.
   * @throws Error with the text of what went wrong there, or that the process has ended
   */
  call<Name extends keyof Offered>(
    name: Name,
    argument: Parameters<Offered[Name]>[0],
  ): Promise<Result<Offered[Name]>>;
  end(): Promise<void>;
}

const running = new Set<ChildProcess>();

/**
 * Starts a script, with options for Node.js itself; it is killed when the signal aborts. It gets
 * no proxy variables: a proxy would stand between two processes of this machine.
 */
export function startChild<Offered extends Calls<Offered>>(
  script: string,
  signal: AbortSignal,
  execArgv: readonly string[] = [],
): Child<Offered> {
  const child = fork(script, {
    signal,
    execArgv: [...execArgv],
    env: environmentWithoutProxy(),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running.add(child);
  const exited = new Promise<unknown>((resolve) => {
    child.once('exit', (code, killedBy) => {
      running.delete(child);
      resolve(killedBy ?? code);
    });
  });
  // Whoever waits for an answer then gets this error from there; an abort may come at any time.
  child.on('error', () => undefined);

  return {
    async call<Name extends keyof Offered>(
      name: Name,
      argument: Parameters<Offered[Name]>[0],
    ): Promise<Result<Offered[Name]>> {
      const answered = once(child, 'message');
      const call: Call = { name, argument };
      child.send(call);
      const ended = exited.then((how): never => {
        throw new Error(`the process ${script} ended (${how})`);
      });
      const [answer]: Answer[] = await Promise.race([answered, ended]);
      if (answer === undefined || 'error' in answer) throw new Error(answer?.error);
      // What a call results in is known by its name: both ends are made from the same source.
      return answer.result as Result<Offered[Name]>;
    },
    end: () => end(child),
  };
}

/** Ends every process that was started here, and waits until they are gone. */
export async function endChildren(): Promise<void> {
  await Promise.all([...running].map(end));
}

async function end(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  // A process ends by itself when it is disconnected.
  if (child.connected) child.disconnect();
  else child.kill();
  await gone;
}

function environmentWithoutProxy(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(https?|all|no)_proxy$/i.test(name)),
  );
}
