import { once } from 'node:events';
import WebSocket from 'ws';

/** A message as the debug sidebar shows it. */
export interface DebugMessage {
  /** Id and name of the debug node. */
  id: string;
  name: string;
  /** What it was told to show, as text; JSON where that is an object. */
  text: string;
}

/** What a Node-RED tells its editor. */
export interface CommsListener {
  onDebug?(message: DebugMessage): void;
  /** Hears of every change of a badge. */
  onStatus?(nodeId: string, status: { fill?: string; text?: string }): void;
  /** Hears of every deploy, as soon as its flows run, and after all that the ones before said. */
  onDeployed?(): void;
  /** Hears of whatever is published. */
  onMessage?(topic: string, data: unknown): void;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function tell({ topic, data }: Fields, listener: CommsListener): void {
  const { onDebug, onStatus, onDeployed, onMessage } = listener;
  if (typeof topic === 'string') onMessage?.(topic, data);
  if (!isFields(data) || typeof topic !== 'string') return;
  if (topic.startsWith('status/')) {
    const { fill, text } = data;
    onStatus?.(topic.slice('status/'.length), {
      ...(typeof fill === 'string' ? { fill } : {}),
      ...(typeof text === 'string' ? { text } : {}),
    });
  }
  if (topic === 'notification/runtime-deploy') onDeployed?.();
  // The sidebar shows log entries of nodes as well: these have a level, and are in the log.
  if (topic !== 'debug' || 'level' in data) return;
  onDebug?.({ id: String(data.id), name: String(data.name ?? ''), text: String(data.msg) });
}

/**
 * Listens to the comms of a Node-RED, by which the runtime tells the editor what goes on. All that
 * debug nodes send to the sidebar comes this way, in batches (`@node-red/editor-api`, comms.js).
 * It ends with Node-RED.
 */
export async function listenToComms(url: string, listener: CommsListener): Promise<void> {
  const socket = new WebSocket(new URL('comms', url.replace(/^http/, 'ws')));
  socket.on('message', (data) => {
    const batch: unknown = JSON.parse(data.toString());
    if (!Array.isArray(batch)) return;
    for (const message of batch) if (isFields(message)) tell(message, listener);
  });
  await once(socket, 'open');
}
