import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { Node, NodeAPI, NodeDef } from 'node-red';

interface BareDef extends NodeDef {
  readonly url: string;
  readonly ca: string;
  readonly session: string;
}

const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'NONE'];

/**
 * The least that a node can do to ask for a job over HTTPS and route the answer: no login, no
 * limits, no checks of what came back. It is the floor that our node is measured from, and not
 * how a node should be written.
 */
export default function register(RED: NodeAPI): void {
  function Bare(this: Node, definition: BareDef): void {
    RED.nodes.createNode(this, definition);
    const agent = new Agent({ keepAlive: true, ca: readFileSync(definition.ca) });
    const headers = { 'vmware-api-session-id': definition.session };

    this.on('input', (message, send, done) => {
      const asked = request(definition.url, { agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', done);
        response.on('end', () => {
          const payload: { status: string } = JSON.parse(Buffer.concat(chunks).toString());
          message.payload = payload;
          send(statuses.map((status) => (status === payload.status ? message : null)));
          done();
        });
      });
      asked.on('error', done);
      asked.end();
    });
    this.on('close', () => agent.destroy());
  }

  RED.nodes.registerType('bench-bare', Bare);
}
