/** What one process offers another: functions by name, each with one argument. */
export type Calls<Offered> = {
  [Name in keyof Offered]: (argument: never) => unknown;
};

export interface Call {
  readonly name: PropertyKey;
  readonly argument: unknown;
}

export type Answer = { readonly result: unknown } | { readonly error: string };

/**
 * Answers the calls of the parent process, one at a time, until the parent disconnects. Ctrl-C
 * reaches every process of a terminal at once; it is left to the parent, which then ends its
 * children in an orderly way.
 */
export function answerCalls<Offered extends Calls<Offered>>(offered: Offered): void {
  const functions = new Map<PropertyKey, (argument: never) => unknown>(Object.entries(offered));
  const answer = (message: Answer) => process.send?.(message);
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit());
  process.on('message', ({ name, argument }: Call) => {
    Promise.resolve()
      .then(() => functions.get(name)?.(argument as never))
      .then((result) => answer({ result }))
      .catch((error: unknown) =>
        answer({ error: error instanceof Error ? error.message : String(error) }),
      );
  });
}
