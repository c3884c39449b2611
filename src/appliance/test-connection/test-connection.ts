/**
 * Tests the connection to an appliance step by step, for a person who sets it up. A flow would get a
 * single fault; here, the steps show how far the connection came.
 */

import { type Clock, systemClock, type Timer } from '../../clock';
import { sentence, textIn, type Words } from '../../messages/sentence';
import { durationText } from '../../messages/time-text';
import { failure } from '../faults/failure';
import { failureToFault } from '../faults/failure-to-fault';
import type { Fault } from '../faults/fault';
import { type Environment, type ProxyOptions, proxyFor } from '../http/proxy';
import { createRequester } from '../http/requester';
import type { SeenAppliances } from '../http/seen-appliances';
import { type RawSettings, readSettings, subjectOf } from '../settings/appliance-settings';
import { createAuthentication } from '../sign-in/authentication';
import { credentialsOf } from '../sign-in/credentials';
import { type SignIns, signIns as signInsOfProcess } from '../sign-in/lockout-guard';
import { isSignInPaused, timeOfTry } from '../sign-in/pauses';
import { mostRefusals } from '../sign-in/refusals';
import { serverSteps } from './server-steps';
import {
  authority,
  type ConnectionTest,
  describeRequest,
  type Finding,
  type StepName,
  type StepResult,
  toFault,
} from './step';
import { userSteps } from './user-steps';

export type { StepFacts, StepName, StepResult } from './step';

export interface ConnectionTestOptions {
  /** The name of the appliance. */
  name: string;
  environment: Environment;
  proxyOptions?: ProxyOptions;
  /** Those of this process, if not given. */
  signIns?: SignIns;
  seenAppliances?: SeenAppliances;
  clock?: Clock;
  /** Whether to sign in although a further refusal may lock the account: a person was asked. */
  force?: boolean;
  /** The language of its texts; English, if not given. */
  words?: Words;
  /** Aborts the test. */
  signal?: AbortSignal;
  /** Milliseconds for all steps, 25,000 by default. Ending the session may take 4,500 more. */
  timeLimit?: number;
}

const defaultTimeLimit = 25_000;

/** Characters. Node.js lists all names of a certificate, and an appliance may send anything. */
const longestDetail = 500;

/** Milliseconds that a login gets after an abort: it may be about to open a session. */
const loginGrace = 1500;

/** What a test found. */
export interface ConnectionTestResult {
  /** The results of the steps that were run. */
  steps: StepResult[];
  /** How many more refusals of this account are safe now. */
  left: number;
  /** Set where none is left: nothing was sent that signs in, and a person has to decide. */
  ask?: true;
  /** What to ask: when the next safe try is, and what a try may lead to now. */
  text?: string;
  /** Seconds until the next safe try. */
  retryAfter?: number;
}

/**
 * @param logins aborts a login.
 * @throws Fault NOT_CONFIGURED
 */
function prepareTest(
  raw: RawSettings,
  options: ConnectionTestOptions,
  signal: AbortSignal,
  logins: AbortSignal,
): ConnectionTest {
  const { name, environment, proxyOptions = {}, clock = systemClock } = options;
  const { signIns = signInsOfProcess, seenAppliances, force = false } = options;
  const settings = readSettings(raw);
  const subject = subjectOf(settings, name);
  const requester = createRequester(settings, {
    ...{ environment, proxyOptions, subject, clock },
    ...(seenAppliances === undefined ? {} : { seenAppliances }),
  });
  const proxy = proxyFor(settings, environment, proxyOptions);
  // The pause of nodes is not waited out: one of two refusals is kept for a person.
  const by = force ? 'insisting person' : 'person';
  const signInOptions = { signIns, by, clock, signal: logins } as const;
  const context = { settings, requester, subject, ...signInOptions };
  const authentication = createAuthentication(context);
  return { settings, subject, proxy, requester, authentication, clock, signal };
}

function resultOf(step: StepName, { fault, ...facts }: Finding, words?: Words): StepResult {
  if (fault === undefined) return { step, ok: true, ...facts };
  const { code, cause } = fault;
  const { text, messages } = fault.report(words);
  const detail = (messages[0] ?? cause?.message)?.slice(0, longestDetail);
  return {
    ...{ step, ok: false, code, text },
    ...(cause?.code === undefined ? {} : { reason: cause.code }),
    ...(detail === undefined ? {} : { detail }),
    ...facts,
  };
}

/** Marks a step that failed by the answer of a server that may be no appliance at all. */
function markStranger(
  result: StepResult,
  { fault }: Finding,
  { requester }: ConnectionTest,
): StepResult {
  if (result.ok || fault === undefined || !requester.isStranger()) return result;
  const isAnswer = fault.report().statusCode !== undefined || fault.code === 'INVALID_RESPONSE';
  return isAnswer ? { ...result, isStranger: true } : result;
}

/** What a person is asked who would sign in although none of the safe tries is left. */
function questionFor(
  { retryAfter = 0 }: Fault,
  clock: Clock,
  words?: Words,
): Partial<ConnectionTestResult> {
  const text = textIn([sentence('sign-in-not-safe', timeOfTry(clock, retryAfter))], words);
  return { left: 0, ask: true, text, retryAfter };
}

/** The fault of a step that failed only because it was aborted. */
function timedOut(test: ConnectionTest, timeLimit: number): Fault {
  const time = durationText(timeLimit / 1000);
  const reason = failure('TIMED_OUT', sentence('no-answer', { time }));
  return failureToFault(reason, describeRequest(test, 'test'));
}

/**
 * Tries the connection to an appliance as a flow would use it, until a step fails. Ends what it
 * opens, sessions included.
 *
 * @param read returns the settings; a fault that it throws is that of the first step.
 */
export async function runConnectionTest(
  read: () => RawSettings,
  options: ConnectionTestOptions,
): Promise<ConnectionTestResult> {
  const { name, signal, timeLimit = defaultTimeLimit, clock = systemClock } = options;
  const { signIns = signInsOfProcess, words } = options;
  const limit = new AbortController();
  const logins = new AbortController();
  let grace: Timer | undefined;
  const abort = () => {
    limit.abort();
    grace ??= clock.setTimeout(() => logins.abort(), loginGrace);
  };
  let test: ConnectionTest;
  try {
    test = prepareTest(read(), options, limit.signal, logins.signal);
  } catch (error) {
    const fault = toFault(error, describeRequest({ subject: name }, 'test'));
    // Whose account that is cannot be told; nothing was tried.
    return { steps: [resultOf('settings', { fault }, words)], left: mostRefusals };
  }
  const timer = clock.setTimeout(abort, timeLimit);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  const steps = [resultOf('settings', { address: authority(test.settings) })];
  let question: Partial<ConnectionTestResult> = {};
  try {
    for (const step of [...serverSteps(test), ...userSteps(test)]) {
      const finding = await step
        .run()
        .catch((error: unknown) => ({ fault: toFault(error, describeRequest(test, step.name)) }));
      if (finding === undefined) continue;
      if (finding.fault && isSignInPaused(finding.fault)) {
        question = questionFor(finding.fault, clock, words);
        break;
      }
      const fault = finding.fault && limit.signal.aborted && timedOut(test, timeLimit);
      const shown = fault ? { ...finding, fault } : finding;
      steps.push(markStranger(resultOf(step.name, shown, words), shown, test));
      if (finding.fault) break;
    }
  } finally {
    clock.clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    await test.authentication.end();
    clock.clearTimeout(grace);
    test.requester.destroy();
  }
  return { steps, left: signIns.left(credentialsOf(test.settings)), ...question };
}
