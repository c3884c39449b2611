declare module '@node-red/runtime/lib/flows/util' {
  /** Replaces a property, and all there is in it, by the variables that it names. */
  export function mapEnvVarProperties(
    properties: object,
    name: string,
    flow: { getSetting(name: string): unknown },
    node: object,
  ): void;
}
