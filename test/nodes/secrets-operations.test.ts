/**
 * Every secret through every operation that takes it, in every way, in a Node-RED of its own: it
 * reaches the appliance, and whatever that answers, nobody else gets to see it.
 */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type NodeRed, startNodeRed } from '../../scripts/node-red-process';
import { makeUserDirectory, type UserDirectory } from '../../scripts/user-directory';
import {
  type Answer,
  type SimulatedRequest,
  type Simulator,
  startSimulator,
} from '../../simulator';
import {
  lookRoute,
  secretEnvironment,
  secretFlow,
  secretMessage,
  secretRoutes,
} from './secret-flow';
import {
  appliancePassword,
  secretLocation,
  secretRows,
  secrets,
  sentSecrets,
  toldIn,
  urlPassword,
  writings,
} from './secret-rows';

const everySecret = [
  ...Object.values(secrets),
  ...Object.values(urlPassword),
  appliancePassword,
] as const;

/** What an appliance may say that keeps nothing to itself: all that it was told by this request. */
function everything({ body, headers }: SimulatedRequest): string {
  const { authorization = '', 'vmware-api-session-id': session = '' } = headers;
  const given = everySecret.filter((secret) =>
    textsIn(JSON.parse(body || '0'))
      .join()
      .includes(secret),
  );
  const told = [...given, appliancePassword, String(session)].flatMap(writings);
  return [authorization, body, JSON.stringify(body), secretLocation, ...told].join(' | ');
}

/** What the appliance answers to an operation: its own answer, or one that repeats all it knows. */
const replies: Readonly<Record<string, (request: SimulatedRequest) => Answer | undefined>> = {
  'its own answer': () => undefined,
  'a 200': (request) => {
    const said = everything(request);
    const messages = [{ id: said, default_message: said, args: [said] }];
    if (request.operation.endsWith('.list')) return { status: 200, body: [said, { said }] };
    const state = request.operation.startsWith('reconciliation') ? 'status' : 'state';
    return {
      status: 200,
      body: { [state]: 'RUNNING', messages, comment: said, nested: [{ said }] },
    };
  },
  'a 200 with FAIL': (request) => {
    if (request.operation.endsWith('.list')) return undefined;
    const messages = [{ id: 'x', default_message: everything(request), args: [] }];
    return { status: 200, body: { status: 'FAIL', state: 'FAILED', messages } };
  },
  'a 400': (request) => {
    const said = everything(request);
    const messages = [{ id: said, default_message: said, args: [said], localized: said }];
    return { status: 400, body: { error_type: 'INVALID_ARGUMENT', messages, data: { said } } };
  },
  'a 400 of an unknown type': (request) => {
    const said = everything(request);
    return { status: 400, body: { error_type: said, messages: [] } };
  },
  'a page with 500': (request) => ({
    status: 500,
    headers: { 'content-type': 'text/html' },
    body: `<html><body><p>${everything(request)}</p></body></html>`,
  }),
};

/** Of the job that came of what the secrets were for. */
const laterAnswer = 'a later answer to another question';

/** @returns the secrets that can be read in a text. */
function secretsIn(text: string, sessions: readonly string[] = []): string[] {
  return toldIn(text, [...everySecret, ...sessions]);
}

/** All files below a folder but links and what Node-RED itself is made of. */
async function filesBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).startsWith('node_modules'));
  const contents = paths.map(
    async (path): Promise<[string, string]> => [
      relative(folder, path),
      await readFile(path, 'utf8'),
    ],
  );
  return new Map(await Promise.all(contents));
}

describe('Secrets on their way through an operation', function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let nodeRed: NodeRed;
  let directory: UserDirectory;
  /** What reached the appliance, by what that answered. */
  const reached = new Map<string, readonly SimulatedRequest[]>();
  /** What left the nodes, by what the appliance answered. */
  const left = new Map<string, readonly string[]>();
  const badges: string[] = [];
  let files: ReadonlyMap<string, string>;
  let exported: unknown;
  const told = new Map<string, unknown>();

  /** Sends a message by each route and returns what leaves the nodes, each as text. */
  async function sendByAllRoutes(arrivals: Arrivals): Promise<readonly string[]> {
    const arrived = arrivals.next(secretRoutes.length);
    await Promise.all(
      secretRoutes.map((route, index) =>
        nodeRed.request('POST', 'send', { route: index, message: secretMessage(route) }),
      ),
    );
    return arrived;
  }

  before(async () => {
    simulator = await startSimulator({ password: appliancePassword, restorable: true });
    directory = await makeUserDirectory();
    const arrivals = collectArrivals();
    nodeRed = await startNodeRed({
      userDirectory: directory.path,
      settings: join(__dirname, 'telling-settings.cjs'),
      environment: secretEnvironment,
      onDebug: ({ text }) => arrivals.add(text),
      onStatus: (id, { text = '' }) => badges.push(`${id}: ${text}`),
    });
    await nodeRed.deploy(secretFlow(simulator));
    await nodeRed.request('POST', 'send', { route: -1, passwords: secrets });
    for (const [reply, answer] of Object.entries(replies)) {
      simulator.resetCounters();
      simulator.answerWith('*', (request) =>
        request.operation.startsWith('session.') ? undefined : answer(request),
      );
      left.set(reply, await sendByAllRoutes(arrivals));
      reached.set(reply, simulator.requests);
    }
    const later = everySecret.flatMap(writings).join(' | ');
    const messages = [{ id: 'x', default_message: later, args: [] }];
    const body = { status: 'FAILED', error: later, messages };
    simulator.answerWith('reconciliation.job.get', { status: 200, body });
    const looked = arrivals.next(1);
    await nodeRed.request('POST', 'send', { route: lookRoute, message: {} });
    left.set(laterAnswer, await looked);
    exported = await nodeRed.request('GET', 'flows');
    for (const { id, row } of secretRoutes) {
      const path = `credentials/${row.type}/${encodeURIComponent(id)}`;
      told.set(id, await nodeRed.request('GET', path));
    }
    told.set('appliance', await nodeRed.request('GET', 'credentials/vcenter-appliance/appliance'));
    await nodeRed.stop();
    files = await filesBelow(directory.path);
  });
  after(async () => {
    await nodeRed?.stop();
    await simulator?.stop();
    await directory?.remove();
  });

  /** The ids of the sessions with which requests were signed in. */
  function sessions(): string[] {
    const ids = [...reached.values()].flat().map(({ headers }) => headers['vmware-api-session-id']);
    return [...new Set(ids.filter((id) => typeof id === 'string'))];
  }

  for (const reply of Object.keys(replies)) {
    describe(`where the appliance gives ${reply}`, () => {
      for (const row of secretRows.filter(({ type }) => type === 'vcenter-recovery')) {
        const { operation } = row;
        it(`reach it with ${operation}, from every place`, () => {
          const bodies = (reached.get(reply) ?? [])
            .filter((request) => request.operation === operation)
            .map(({ body }) => textsIn(JSON.parse(body)));
          for (const { id, row: asked, way } of secretRoutes) {
            if (asked.operation !== operation) continue;
            const wanted = sentSecrets(asked, way);
            const index = bodies.findIndex((texts) =>
              wanted.every((secret) => texts.some((text) => text.includes(secret))),
            );
            assert.ok(index >= 0, `${id} did not send them`);
            bodies.splice(index, 1);
          }
          assert.deepEqual(bodies, [], 'more was sent than asked for');
        });
      }

      it('leave no node with a message', () => {
        const messages = left.get(reply) ?? [];
        assert.equal(messages.length, secretRoutes.length);
        const ids = sessions();
        for (const message of messages) {
          assert.deepEqual(secretsIn(message, ids), [], message);
          assert.match(message, /"statusCode":|"job":/);
        }
      });
    });
  }

  it('leave no node with what the appliance says of a job later', () => {
    const [message = ''] = left.get(laterAnswer) ?? [];
    assert.match(message, /"state":"failed"/);
    assert.deepEqual(secretsIn(message), []);
  });

  it('leave no node at all that has not been looked at', () => {
    const faults = [...left.values()].flat().filter((message) => message.includes('"fault":'));
    assert.ok(faults.some((message) => message.includes('"code":"INVALID_REQUEST"')));
    assert.ok(faults.some((message) => message.includes('"code":"OPERATION_FAILED"')));
    assert.ok(faults.some((message) => message.includes('"code":"APPLIANCE_ERROR"')));
    assert.ok(faults.every((message) => message.includes('"error":{')));
  });

  it('are not in the log, at any level', () => {
    const log = nodeRed.log.map(({ text }) => text);
    const [requestId = ''] = [...reached.values()]
      .flat()
      .map(({ headers }) => headers['x-request-id']);
    assert.ok(
      log.some((text) => text.includes(String(requestId))),
      'the log has no debug lines',
    );
    assert.ok(
      log.some((text) => text.includes('node.vcenter-recovery.receive')),
      'no metrics',
    );
    const ids = sessions();
    for (const text of [...log, nodeRed.output()]) assert.deepEqual(secretsIn(text, ids), [], text);
  });

  it('are not in a badge', () => {
    assert.ok(badges.length > secretRoutes.length);
    assert.deepEqual(secretsIn(badges.join('\n'), sessions()), []);
  });

  it('are not in the exported flow', () => {
    const text = JSON.stringify(exported);
    assert.ok(text.includes('backup.schedules.create'));
    assert.deepEqual(secretsIn(text), []);
  });

  it('are told by the admin API as there or not, and nothing more', () => {
    for (const { id, row, way } of secretRoutes) {
      const flags = row.names.includes('sso_admin_user_password') ? ['ssoPassword'] : [];
      if (row.names.includes('location_password')) flags.push('locationPassword');
      if (row.names.includes('backup_password')) flags.push('backupPassword');
      const answer = told.get(id) as Record<string, unknown>;
      for (const flag of flags) assert.equal(answer[`has_${flag}`], way === 'credentials', id);
    }
    assert.deepEqual(secretsIn(JSON.stringify([...told.values()])), []);
  });

  it('are not in a context store on disk, nor in any other file', () => {
    const names = [...files.keys()];
    assert.ok(
      names.some((name) => name.startsWith('context')),
      names.join(' '),
    );
    const kept = [...files].filter(([name]) => name.startsWith('context')).map(([, text]) => text);
    assert.ok(kept.join('').includes('APPLIANCE_ERROR'), 'no message was kept');
    const ids = sessions();
    for (const [name, text] of files) assert.deepEqual(secretsIn(text, ids), [], name);
  });
});

/** All texts in what was parsed from JSON. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

interface Arrivals {
  add(text: string): void;
  /** Resolves with the next so many. */
  next(count: number): Promise<readonly string[]>;
}

function collectArrivals(): Arrivals {
  let waiting: { count: number; texts: string[]; resolve(texts: string[]): void } | undefined;
  return {
    add(text) {
      if (waiting === undefined) return;
      waiting.texts.push(text);
      if (waiting.texts.length < waiting.count) return;
      const { texts, resolve } = waiting;
      waiting = undefined;
      resolve(texts);
    },
    next: (count) =>
      new Promise((resolve) => {
        waiting = { count, texts: [], resolve };
      }),
  };
}
