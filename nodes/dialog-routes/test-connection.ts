/**
 * Runs the test for the button "Test connection" in the appliance's dialog: `POST
 * vcenter-recovery/test-connection` with the dialog's current `{ id, config, credentials }`, the
 * `language` of the editor, and `force: true` if a person was asked and decided to sign in anyway.
 * Loaded with the first test.
 */
import {
  type ConnectionTestOptions,
  type ConnectionTestResult,
  runConnectionTest,
} from '../../src/appliance/test-connection/test-connection';
import { isRecord } from '../../src/messages/record';
import { formsOf, withoutSecrets } from '../../src/messages/redaction';
import type { ProcessWide } from '../appliance/appliance-node';
import type { AdminRequest, AdminResponse, Runtime } from '../runtime/node-red';
import { wordsFor } from '../runtime/words';
import { rememberShown } from './shown-certificates';
import { readUnsaved, type UnsavedAppliance } from './unsaved-appliance';

/** In characters of JSON; far more than a dialog sends. */
const maximumBody = 64 * 1024;

/** The users whose tests are running. */
const usersTesting = new Set<string>();

/** Why there was no test. */
interface Refusal {
  status: number;
  text: string;
}

/** Without `adminAuth`, all users count as one. */
function userOf({ user }: AdminRequest): string {
  return typeof user?.username === 'string' ? `user ${user.username}` : '';
}

/**
 * Fields contain text or booleans. Nested values are rejected: `String` and `JSON.stringify` overflow
 * the stack on deep nesting, and `{"toString": 1}` cannot be converted to a string.
 */
function areFields(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Object.values(value).every((field) => Object(field) !== field);
}

function readBody(request: AdminRequest): UnsavedAppliance | Refusal {
  // Another site's page can send a form with the browser's cookies, but not JSON.
  if (!request.is('application/json')) return { status: 415, text: 'The request must be JSON.' };
  const { id, config, credentials } = isRecord(request.body) ? request.body : {};
  if (typeof id !== 'string' || !areFields(config) || !areFields(credentials)) {
    return { status: 400, text: 'The request must contain id, config and credentials.' };
  }
  const appliance = { id, config, credentials };
  return JSON.stringify(appliance).length > maximumBody
    ? { status: 413, text: 'The request is too long.' }
    : appliance;
}

/** An internal error is only reported in the log, with the entered secrets masked. */
function logInternalError({ log }: Runtime, error: unknown, { body }: AdminRequest): void {
  const entered =
    isRecord(body) && isRecord(body.credentials) ? Object.values(body.credentials) : [];
  const secrets = entered.filter((value) => typeof value === 'string').flatMap(formsOf);
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const masked = withoutSecrets(details, secrets);
  log.error(`vcenter-appliance: the connection test failed. ${masked}`);
}

/** Remembers the certificate that a test shows, which the user may pin next. */
function rememberCertificate(user: string, { steps }: ConnectionTestResult): void {
  const address = steps.find(({ step }) => step === 'settings')?.address;
  const certificate = steps.find(({ step }) => step === 'tls')?.certificate;
  if (address === undefined || certificate === undefined) return;
  const fingerprint = certificate.sha256.replaceAll(':', '').toUpperCase();
  rememberShown({ user, address, fingerprint });
}

async function test(
  runtime: Runtime,
  appliance: UnsavedAppliance,
  user: string,
  options: Pick<ConnectionTestOptions, 'force' | 'words'>,
  response: AdminResponse,
  processWide: ProcessWide | undefined,
): Promise<ConnectionTestResult> {
  // Closing the dialog or the browser aborts the test, so that the user can start another one.
  const disconnected = new AbortController();
  response.on('close', () => disconnected.abort());
  const { name } = appliance.config;
  const result = await runConnectionTest(() => readUnsaved(runtime, appliance, user), {
    name: typeof name === 'string' ? name.trim() : '',
    environment: process.env,
    proxyOptions: runtime.settings.proxyOptions ?? {},
    signal: disconnected.signal,
    ...options,
    ...processWide,
  });
  rememberCertificate(user, result);
  return result;
}

async function answerTo(
  runtime: Runtime,
  request: AdminRequest,
  response: AdminResponse,
  processWide: ProcessWide | undefined,
): Promise<ConnectionTestResult | Refusal> {
  const appliance = readBody(request);
  if ('status' in appliance) return appliance;
  const user = userOf(request);
  if (usersTesting.has(user)) {
    return { status: 429, text: 'A test is already running. Please wait until it has finished.' };
  }
  usersTesting.add(user);
  try {
    const { force, language } = isRecord(request.body) ? request.body : {};
    const options = { force: force === true, words: wordsFor(language) };
    return await test(runtime, appliance, user, options, response, processWide);
  } finally {
    usersTesting.delete(user);
  }
}

/** Answers a request for a test. Each user can run one test at a time. Never rejects. */
export async function testConnection(
  runtime: Runtime,
  request: AdminRequest,
  response: AdminResponse,
  processWide?: ProcessWide,
): Promise<void> {
  let answer: ConnectionTestResult | Refusal;
  try {
    answer = await answerTo(runtime, request, response, processWide);
  } catch (error) {
    logInternalError(runtime, error, request);
    answer = { status: 500, text: 'The test failed. See the log of Node-RED.' };
  }
  const { status, ...body } = { status: 200, ...answer };
  response.status(status).json(body);
}
