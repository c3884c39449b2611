import { isRecord } from '../../messages/record';
import { sentence } from '../../messages/sentence';
import { invalidResponse } from '../faults/answer-to-fault';
import { Fault, type RequestDescription } from '../faults/fault';
import type { FaultCode } from '../faults/fault-codes';
import type { Answer } from '../operations/answer';
import type { Operation } from '../operations/operation';
import { requestOf } from '../operations/request';
import { sessionOperations, systemOperations } from '../operations/tables/further-operations';
import { operations } from '../operations/tables/recovery-operations';
import type { ApplianceSettings } from '../settings/appliance-settings';
import { type ConnectionTest, describeRequest, type Finding, once, type Step } from './step';

/** Members of this group may read. */
const readersGroup = 'SystemConfiguration.ReadOnly';

const { get: getSession } = sessionOperations;
const { version: getVersion } = systemOperations;
const getReconciliation = operations['reconciliation.job.get'];

function hasCode(error: unknown, code: FaultCode): boolean {
  return error instanceof Fault && error.code === code;
}

async function signInBySession(
  { username }: ApplianceSettings,
  readSession: () => Promise<Answer>,
): Promise<Finding> {
  try {
    const { payload } = await readSession();
    const user = isRecord(payload) && typeof payload.user === 'string' ? payload.user : '';
    return { user: user || username };
  } catch (error) {
    // The session is open, but some servers do not describe it (vcsim lacks the operation).
    const { operation, statusCode } = error instanceof Fault ? error.report() : {};
    const isOpen = operation === getSession.name && statusCode !== undefined && statusCode !== 401;
    if (isOpen) return { user: username };
    throw error;
  }
}

/** Without sessions, the first request is the sign-in. */
async function signInByRequest(
  { username }: ApplianceSettings,
  request: () => Promise<Answer>,
): Promise<Finding> {
  try {
    await request();
  } catch (error) {
    // Only a user who is signed in can lack permissions.
    if (!hasCode(error, 'NOT_AUTHORIZED')) throw error;
  }
  return username === '' ? {} : { user: username };
}

function versionOf(payload: unknown, request: RequestDescription): Finding {
  if (!isRecord(payload) || typeof payload.version !== 'string') {
    throw invalidResponse(sentence('answer-without-version'), request);
  }
  const { version, build } = payload;
  return { version, ...(typeof build === 'string' ? { build } : {}) };
}

function reconciliationOf({ found, payload }: Answer, request: RequestDescription): Finding {
  if (!found) return { status: 'NONE' };
  if (!isRecord(payload) || typeof payload.status !== 'string') {
    throw invalidResponse(sentence('answer-without-status'), request);
  }
  const { status, progress } = payload;
  return { status, ...(typeof progress === 'number' ? { progress } : {}) };
}

/** @returns the steps that sign in, and read as the signed-in user. */
export function userSteps(test: ConnectionTest): Step[] {
  const { settings, requester, authentication, signal } = test;
  const read = (operation: Operation): Promise<Answer> => {
    const request = requestOf(operation, settings.connection);
    const call = { operation, request, noneIsAnAnswer: operation === getReconciliation };
    const { requestTimeout: timeout } = settings;
    const toSign = { operation: operation.name, signal, timeout };
    return authentication.signedIn(toSign, (headers, sending) =>
      requester.request(call, headers, signal, sending),
    );
  };
  const version = once(() => read(getVersion));
  const reconciliation = once(() => read(getReconciliation));
  return [
    {
      name: 'signIn',
      run: () =>
        settings.authentication === 'session'
          ? signInBySession(settings, () => read(getSession))
          : signInByRequest(settings, version),
    },
    {
      name: 'version',
      async run() {
        try {
          const { payload } = await version();
          return versionOf(payload, describeRequest(test, getVersion.name));
        } catch (error) {
          // The step `permission` reports a missing group.
          if (hasCode(error, 'NOT_AUTHORIZED')) return undefined;
          throw error;
        }
      },
    },
    {
      name: 'permission',
      async run() {
        try {
          await reconciliation();
          return {};
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          // Any other fault concerns the job: the step `reconciliation` reports it.
          return error.code === 'NOT_AUTHORIZED'
            ? { fault: error, group: readersGroup }
            : undefined;
        }
      },
    },
    {
      name: 'reconciliation',
      run: async () =>
        reconciliationOf(await reconciliation(), describeRequest(test, getReconciliation.name)),
    },
  ];
}
