declare module '@node-red/runtime/lib/nodes/context' {
  const contexts: {
    /** Opens the stores of the settings, which node-red-node-test-helper leaves out. */
    load(): Promise<unknown>;
    close(): Promise<unknown>;
  };
  export default contexts;
}

declare module '@node-red/runtime/lib/nodes/Node' {
  /** What every node inherits from. */
  const RuntimeNode: { prototype: object };
  export default RuntimeNode;
}

declare module '@node-red/runtime/lib/nodes' {
  const nodes: {
    /** Resolves when the flows have been replaced, and before the new ones are started. */
    setFlows(flow: object[], credentials: object, type: string): Promise<unknown>;
  };
  export default nodes;
}
