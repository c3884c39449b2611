/**
 * What the button "Test connection" of the appliance's dialog asks of the runtime: `POST
 * vcenter-recovery/test-connection` with `{ id, config, credentials }` as the dialog has them. Loaded
 * with the first test.
 */
import {
  runConnectionTest,
  type StepResult,
} from '../../src/appliance/test-connection/test-connection';
import { isRecord } from '../../src/messages/record';
import { formsOf, withoutSecrets } from '../../src/messages/redaction';
import type { ProcessWide } from '../appliance/appliance-node';
import type { AdminRequest, AdminResponse, Runtime } from '../runtime/node-red';
import { readUnsaved, type UnsavedAppliance } from './unsaved-appliance';

/** Characters of JSON: far more than a dialog holds. */
const longestBody = 64 * 1024;

/** Who has a test under way. */
const underWay = new Set<string>();

/** An answer that says in words why there was no test. */
interface Refusal {
  status: number;
  text: string;
}

/** Without `adminAuth`, all are one. */
function userOf({ user }: AdminRequest): string {
  return typeof user?.username === 'string' ? `user ${user.username}` : '';
}

/**
 * A field holds text or a tick. Nothing deeper: what JSON can nest has no end that `String` or
 * `JSON.stringify` would live through, and `{"toString": 1}` has no text at all.
 */
function areFields(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Object.values(value).every((field) => Object(field) !== field);
}

function readBody(request: AdminRequest): UnsavedAppliance | Refusal {
  // A page of another site can send a form with a browser's cookies, but no JSON.
  if (!request.is('application/json')) return { status: 415, text: 'JSON is needed.' };
  const { id, config, credentials } = isRecord(request.body) ? request.body : {};
  if (typeof id !== 'string' || !areFields(config) || !areFields(credentials)) {
    return { status: 400, text: 'An id, a config and credentials are needed.' };
  }
  const appliance = { id, config, credentials };
  return JSON.stringify(appliance).length > longestBody
    ? { status: 413, text: 'That is too long.' }
    : appliance;
}

/** A mistake of ours is told in the log only, and without what was typed. */
function logMistake({ log }: Runtime, error: unknown, { body }: AdminRequest): void {
  const typed = isRecord(body) && isRecord(body.credentials) ? Object.values(body.credentials) : [];
  const secrets = typed.filter((value) => typeof value === 'string').flatMap(formsOf);
  const account = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const told = withoutSecrets(account, secrets);
  log.error(`vcenter-appliance: the test of the connection broke off. ${told}`);
}

async function stepsFor(
  runtime: Runtime,
  appliance: UnsavedAppliance,
  response: AdminResponse,
  processWide: ProcessWide | undefined,
): Promise<StepResult[]> {
  // Who closes the dialog or the browser waits no longer, and may begin another test.
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const { name } = appliance.config;
  return runConnectionTest(() => readUnsaved(runtime, appliance), {
    name: typeof name === 'string' ? name.trim() : '',
    environment: process.env,
    proxyOptions: runtime.settings.proxyOptions ?? {},
    signal: gone.signal,
    ...processWide,
  });
}

async function answerTo(
  runtime: Runtime,
  request: AdminRequest,
  response: AdminResponse,
  processWide: ProcessWide | undefined,
): Promise<{ steps: StepResult[] } | Refusal> {
  const appliance = readBody(request);
  if ('status' in appliance) return appliance;
  const user = userOf(request);
  if (underWay.has(user)) {
    return { status: 429, text: 'A test is under way already: wait until it has ended.' };
  }
  underWay.add(user);
  try {
    return { steps: await stepsFor(runtime, appliance, response, processWide) };
  } finally {
    underWay.delete(user);
  }
}

/** Answers a request for a test, one at a time for each user. Never rejects. */
export async function testConnection(
  runtime: Runtime,
  request: AdminRequest,
  response: AdminResponse,
  processWide?: ProcessWide,
): Promise<void> {
  let answer: { steps: StepResult[] } | Refusal;
  try {
    answer = await answerTo(runtime, request, response, processWide);
  } catch (error) {
    logMistake(runtime, error, request);
    answer = { status: 500, text: 'The test broke off: the log of Node-RED says more.' };
  }
  const { status, ...body } = { status: 200, ...answer };
  response.status(status).json(body);
}
