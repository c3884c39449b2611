declare module '@node-red/runtime/lib/nodes/context' {
  const contexts: {
    /** Opens the stores of the settings, which node-red-node-test-helper leaves out. */
    load(): Promise<unknown>;
    close(): Promise<unknown>;
  };
  export default contexts;
}
