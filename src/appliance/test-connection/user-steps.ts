import { isRecord } from '../../messages/record';
import { invalidResponse } from '../faults/answer-to-fault';
import { Fault, type RequestDescription } from '../faults/fault';
import type { FaultCode } from '../faults/fault-codes';
import type { Answer } from '../operations/answer';
import { sessionOperations, systemOperations } from '../operations/further-operations';
import type { Operation } from '../operations/operation';
import { operations } from '../operations/recovery-operations';
import { requestOf } from '../operations/request';
import type { ApplianceSettings } from '../settings/appliance-settings';
import { askedOf, type Finding, once, type Step, type Way } from './step';

const readers = 'SystemConfiguration.ReadOnly';
const { get: whoAmI } = sessionOperations;
const { version: getVersion } = systemOperations;
const getReconciliation = operations['reconciliation.job.get'];

function hasCode(error: unknown, code: FaultCode): boolean {
  return error instanceof Fault && error.code === code;
}

async function signInBySession(
  { username }: ApplianceSettings,
  askWho: () => Promise<Answer>,
): Promise<Finding> {
  try {
    const { payload } = await askWho();
    const told = isRecord(payload) && typeof payload.user === 'string' ? payload.user : '';
    return { user: told || username };
  } catch (error) {
    // The session is open; some servers tell no more of it (vcsim has no such operation).
    const { operation, statusCode } = error instanceof Fault ? error.report() : {};
    const isOpen = operation === whoAmI.name && statusCode !== undefined && statusCode !== 401;
    if (isOpen) return { user: username };
    throw error;
  }
}

/** Without sessions there is no other sign-in than that of the first request. */
async function signInByRequest(
  { username }: ApplianceSettings,
  request: () => Promise<Answer>,
): Promise<Finding> {
  try {
    await request();
  } catch (error) {
    // Only who is known can be refused that.
    if (!hasCode(error, 'NOT_AUTHORIZED')) throw error;
  }
  return username === '' ? {} : { user: username };
}

function versionOf(payload: unknown, asked: RequestDescription): Finding {
  if (!isRecord(payload) || typeof payload.version !== 'string') {
    throw invalidResponse('answered with no version', asked);
  }
  const { version, build } = payload;
  return { version, ...(typeof build === 'string' ? { build } : {}) };
}

function reconciliationOf({ found, payload }: Answer, asked: RequestDescription): Finding {
  if (!found) return { status: 'NONE' };
  if (!isRecord(payload) || typeof payload.status !== 'string') {
    throw invalidResponse('answered with a job without a status', asked);
  }
  const { status, progress } = payload;
  return { status, ...(typeof progress === 'number' ? { progress } : {}) };
}

/** What the signed-in user is told. */
export function stepsAsUser(way: Way): Step[] {
  const { settings, requester, authentication, signal } = way;
  const ask = (operation: Operation): Promise<Answer> => {
    const request = requestOf(operation, settings.connection);
    const call = { operation, request, noneIsAnAnswer: operation === getReconciliation };
    return authentication.signedIn((headers) => requester.request(call, headers, signal));
  };
  const version = once(() => ask(getVersion));
  const reconciliation = once(() => ask(getReconciliation));
  return [
    {
      name: 'signIn',
      take: () =>
        settings.authentication === 'session'
          ? signInBySession(settings, () => ask(whoAmI))
          : signInByRequest(settings, version),
    },
    {
      name: 'version',
      async take() {
        try {
          const { payload } = await version();
          return versionOf(payload, askedOf(way, getVersion.name));
        } catch (error) {
          // Whether a group is missing is told by what matters more.
          if (hasCode(error, 'NOT_AUTHORIZED')) return undefined;
          throw error;
        }
      },
    },
    {
      name: 'permission',
      async take() {
        try {
          await reconciliation();
          return {};
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          // Any other fault says nothing of permissions, but of the job.
          return error.code === 'NOT_AUTHORIZED' ? { fault: error, group: readers } : undefined;
        }
      },
    },
    {
      name: 'reconciliation',
      take: async () =>
        reconciliationOf(await reconciliation(), askedOf(way, getReconciliation.name)),
    },
  ];
}
