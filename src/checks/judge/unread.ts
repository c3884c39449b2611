/** What a check says that could not be made. */
import type { Fault } from '../../appliance/faults/fault';
import { sentence } from '../../messages/sentence';
import type { Finding } from '../finding';
import { isNotThere } from '../measure/parts';

/** @returns that it does not apply, where the appliance does not have the operation; else why it is unknown. */
export function unread(fault: Fault): Finding {
  if (isNotThere(fault)) return { status: 'skipped', said: [sentence('check-not-offered')] };
  return { status: 'unknown', said: fault.sentences };
}
