/** Whether the latest successful backup is where it was sent. */
import { sentence } from '../../messages/sentence';
import type { Finding } from '../finding';
import { type Facts, faultOf, readingOf } from './facts';
import { unread } from './unread';

export function judgeArchive({ parts }: Facts): Finding {
  const fault = faultOf(parts, 'entries', 'archive');
  if (fault !== undefined) return unread(fault);
  const result = readingOf(parts, 'archive')?.result;
  switch (result?.word) {
    case 'found':
      return { status: 'ok', said: [sentence('check-archive-found')] };
    case 'missing':
      return { status: 'critical', said: [sentence('check-archive-missing')] };
    case 'other-version':
      return {
        status: 'warning',
        said: [sentence('check-archive-of-other-version', { version: result.version })],
      };
    case 'no-such-system':
      return { status: 'unknown', said: [sentence('check-archive-no-system')] };
    case 'fault':
      return { status: 'unknown', said: result.fault.sentences };
    case 'not-set':
      return { status: 'skipped', said: [sentence('check-archive-not-set')] };
    case 'elsewhere':
      return { status: 'skipped', said: [sentence('check-archive-elsewhere')] };
    case 'no-success':
      return { status: 'skipped', said: [sentence('check-no-success')] };
    default:
      return { status: 'skipped', said: [sentence('check-not-offered')] };
  }
}
