/**
 * Lists the deployed appliances for the sidebar, with what nodes have seen of them: `GET
 * vcenter-recovery/appliances`. It asks none of them. Loaded with the first request.
 */
import type { Overview } from '../../src/jobs/overview/overview';
import { overviewOf } from '../../src/jobs/overview/overview-of';
import { type ApplianceNode, deployedAppliances } from '../appliance/deployed-appliances';
import type { AdminResponse } from '../runtime/node-red';
import { isLooking } from './look';

/** An appliance in the list. */
interface ListedAppliance extends Overview {
  id: string;
  /** The id that it has in the editor: in a subflow that of the saved node, not of the instance. */
  node: string;
}

function listed({ id, _alias, appliance, seen, health, clock }: ApplianceNode): ListedAppliance {
  return { id, node: _alias ?? id, ...overviewOf(appliance, seen, health, clock.wallNow()) };
}

/** Answers with all deployed appliances, and whether they are being asked just now. */
export function listAppliances(response: AdminResponse): void {
  response.json({ looking: isLooking(), appliances: deployedAppliances().map(listed) });
}
