/** What one process offers another: functions by name, each with one argument. */
export type Calls<Offered> = {
  [Name in keyof Offered]: (argument: never) => unknown;
};

export interface Call {
  readonly id: number;
  readonly name: PropertyKey;
  readonly argument: unknown;
}

export type Answer = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly error: string }
);

/**
 * Answers the calls of the process that started this one, until that process lets go of it.
 * Ctrl-C reaches every process of a terminal at once; it is left to the parent, which then ends
 * its children in an orderly way.
 */
export function answerCalls<Offered extends Calls<Offered>>(offered: Offered): void {
  const answer = (message: Answer) => process.send?.(message);
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit());
  process.on('message', ({ id, name, argument }: Call) => {
    const call = new Map<PropertyKey, (argument: never) => unknown>(Object.entries(offered));
    Promise.resolve()
      .then(() => call.get(name)?.(argument as never))
      .then((result) => answer({ id, result }))
      .catch((error: unknown) => answer({ id, error: textOf(error) }));
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
