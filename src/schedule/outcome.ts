import type { Fault } from '../appliance/faults/fault';
import type { Text } from '../messages/sentence';
import type { PropertyName, ScheduleFields } from './properties';

/** A property that is, was or would be changed. */
export interface ScheduleChange {
  property: PropertyName | 'location_password' | 'backup_password';
  /** Null where there was none. Absent for a password. */
  from?: unknown;
  /** Null where there is to be none. Absent for a password. */
  to?: unknown;
  /** Whether the schedule has it so, as read afterwards. A password cannot be read: it was sent. */
  applied: boolean;
}

/** What a flow finds in `msg.schedule`, without its sentence. */
export interface ScheduleFacts {
  id: string;
  /** As the appliance reports it; null where there is none. */
  before: ScheduleFields | null;
  after: ScheduleFields | null;
  changes: ScheduleChange[];
  /** Whether the appliance was changed. */
  changed: boolean;
  /** Whether nothing was to be sent that changes something. */
  checkOnly: boolean;
}

/** What became of a schedule. */
export interface ScheduleOutcome {
  facts: ScheduleFacts;
  sentences: Text;
  /** Why it is not as it should be, where that is known only with the facts. */
  fault?: Fault;
}
