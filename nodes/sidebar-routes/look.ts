/**
 * Asks all deployed appliances for what the sidebar shows: `POST vcenter-recovery/look`, the button
 * *Look now*. Requests and sign-ins are those of nodes, so the budget of refused sign-ins is kept.
 * Loaded with the first request.
 */
import { measure } from '../../src/checks/measure/measure';
import type { PartName } from '../../src/checks/measure/parts';
import { createSlots } from '../../src/slots';
import { type ApplianceNode, deployedAppliances } from '../appliance/deployed-appliances';
import { changesOf } from '../runtime/changes';
import type { AdminRequest, AdminResponse, Runtime } from '../runtime/node-red';

/** What is asked for, beside whether the appliance can be reached at all. */
const parts: ReadonlySet<PartName> = new Set([
  'entries',
  'plan',
  'reconciliation',
  'restore',
] as const);

const options = {
  /** Milliseconds for all requests to an appliance. */
  timeout: 8000,
  /** Whoever presses the button has a reason to: nothing is used again. */
  maxAge: 0,
  /** How many appliances are asked at once. */
  parallel: 16,
  slots: createSlots(),
};

let looking: Promise<void> | undefined;

/** @returns whether appliances are being asked by the button. */
export function isLooking(): boolean {
  return looking !== undefined;
}

/** Asks them, and leaves to the appliances to take note of the answers. Never rejects. */
async function lookAt(
  appliances: readonly ApplianceNode[],
  { log }: Pick<Runtime, 'log'>,
): Promise<void> {
  const looks = await Promise.allSettled(
    appliances.map((appliance) => measure(appliance, parts, options)),
  );
  for (const look of looks) {
    if (look.status === 'rejected') log.error(`vcenter-recovery: ${String(look.reason)}`);
  }
}

/** Begins to ask, unless that is under way already, and answers at once. */
export function beginLook(runtime: Runtime, request: AdminRequest, response: AdminResponse): void {
  // Another site's page can send a form with the browser's cookies, but not JSON.
  if (!request.is('application/json')) {
    response.status(415).json({ text: 'The request must be JSON.' });
    return;
  }
  const appliances = deployedAppliances();
  const [first] = appliances;
  if (looking === undefined && first !== undefined) {
    looking = lookAt(appliances, runtime).finally(() => {
      looking = undefined;
      changesOf(runtime, first.clock).changed(first.id);
    });
  }
  response.status(202).json({ appliances: appliances.length });
}
