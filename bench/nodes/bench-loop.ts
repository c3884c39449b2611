import type { Node, NodeAPI, NodeDef } from 'node-red';
import { attachSource, takeAnswer, takeError } from '../processes/closed-loop';

interface SinkDef extends NodeDef {
  /** The output that the sink is wired to, from 0; `error` behind a Catch node. */
  readonly output: number | 'error';
}

/** The two ends of a measured flow: where its messages are made, and where they are counted. */
export default function register(RED: NodeAPI): void {
  function Source(this: Node, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    const detach = attachSource((message) => this.send(message));
    this.on('close', detach);
  }

  function Sink(this: Node, definition: SinkDef): void {
    RED.nodes.createNode(this, definition);
    const { output } = definition;
    this.on('input', (message, _send, done) => {
      if (output === 'error') takeError(message);
      else takeAnswer(message, output);
      done();
    });
  }

  RED.nodes.registerType('bench-source', Source);
  RED.nodes.registerType('bench-sink', Sink);
}
