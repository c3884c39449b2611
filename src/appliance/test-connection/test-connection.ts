/**
 * A test of the way to an appliance, step by step, for a person who sets it up: what a flow would be
 * told as one fault is told here by how far it went.
 */

import { failure } from '../faults/failure';
import { failureToFault } from '../faults/failure-to-fault';
import type { Fault } from '../faults/fault';
import { type Environment, type ProxyOptions, proxyFor } from '../http/proxy';
import { createRequester } from '../http/requester';
import { type RawSettings, readSettings, subjectOf } from '../settings/appliance-settings';
import { createAuthentication } from '../sign-in/authentication';
import { type SignIns, signIns as signInsOfProcess } from '../sign-in/lockout-guard';
import { stepsToServer } from './server-steps';
import {
  askedOf,
  authority,
  type Finding,
  faultOf,
  type ProbeStep,
  type ProbeStepName,
  type Way,
} from './step';
import { stepsAsUser } from './user-steps';

export type { ProbeFacts, ProbeStep, ProbeStepName } from './step';

export interface ProbeSurroundings {
  /** What the appliance is called. */
  name: string;
  environment: Environment;
  proxyOptions?: ProxyOptions;
  signIns?: SignIns;
  /** Gives the test up. */
  signal?: AbortSignal;
  /** Milliseconds for all steps, 25,000 if not given. Ending the session may take 4,500 more. */
  timeLimit?: number;
}

const defaultTimeLimit = 25_000;

/** Characters: Node.js counts every name of a certificate up, an appliance says what it likes. */
const longestDetail = 500;

/** Milliseconds that a login gets when the test is given up: it may be about to open a session. */
const loginGrace = 1500;

/**
 * A person waits for the answer, and may just have corrected the password: so no pause after a
 * refused sign-in is waited out. A refused one counts.
 */
function impatient(signIns: SignIns): SignIns {
  return { ...signIns, run: signIns.atOnce };
}

/**
 * @param logins ends a login under way.
 * @throws Fault NOT_CONFIGURED
 */
function openWay(
  raw: RawSettings,
  surroundings: ProbeSurroundings,
  signal: AbortSignal,
  logins: AbortSignal,
): Way {
  const { name, environment, proxyOptions = {}, signIns = signInsOfProcess } = surroundings;
  const settings = readSettings(raw);
  const subject = subjectOf(settings, name);
  const requester = createRequester(settings, { environment, proxyOptions, subject });
  const proxy = proxyFor(settings, environment, proxyOptions);
  const context = { settings, requester, signIns: impatient(signIns), subject, signal: logins };
  const authentication = createAuthentication(context);
  return { settings, subject, proxy, requester, authentication, signal };
}

function stepOf(step: ProbeStepName, { fault, ...facts }: Finding): ProbeStep {
  if (fault === undefined) return { step, ok: true, ...facts };
  const { code, message: text, cause } = fault;
  const detail = (fault.report().messages[0] ?? cause?.message)?.slice(0, longestDetail);
  return {
    ...{ step, ok: false, code, text },
    ...(cause?.code === undefined ? {} : { reason: cause.code }),
    ...(detail === undefined ? {} : { detail }),
    ...facts,
  };
}

/** Given up in the middle of something, which then failed for that reason only. */
function outOfTime({ subject }: Way, timeLimit: number): Fault {
  const reason = failure('TIMED_OUT', `no answer within ${timeLimit / 1000} s`);
  return failureToFault(reason, { subject, operation: 'test', requestId: '', changes: false });
}

/**
 * Tries the way to an appliance as a flow would take it, until a step fails. What it opens, a
 * session too, it ends.
 *
 * @param read gives the settings; a fault that it throws is that of the first step.
 */
export async function probe(
  read: () => RawSettings,
  surroundings: ProbeSurroundings,
): Promise<ProbeStep[]> {
  const { name, signal, timeLimit = defaultTimeLimit } = surroundings;
  const limit = new AbortController();
  const logins = new AbortController();
  let grace: NodeJS.Timeout | undefined;
  const giveUp = () => {
    limit.abort();
    grace ??= setTimeout(() => logins.abort(), loginGrace);
  };
  let way: Way;
  try {
    way = openWay(read(), surroundings, limit.signal, logins.signal);
  } catch (error) {
    return [
      stepOf('settings', {
        fault: faultOf(error, { subject: name, operation: 'test', requestId: '', changes: false }),
      }),
    ];
  }
  const timer = setTimeout(giveUp, timeLimit);
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp);
  const steps = [stepOf('settings', { address: authority(way.settings) })];
  try {
    for (const step of [...stepsToServer(way), ...stepsAsUser(way)]) {
      const finding = await step
        .take()
        .catch((error: unknown) => ({ fault: faultOf(error, askedOf(way, step.name)) }));
      if (finding === undefined) continue;
      const fault = finding.fault && limit.signal.aborted && outOfTime(way, timeLimit);
      steps.push(stepOf(step.name, fault ? { ...finding, fault } : finding));
      if (finding.fault) break;
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
    await way.authentication.end();
    clearTimeout(grace);
    way.requester.destroy();
  }
  return steps;
}
