/** Whether the appliance answers, and how long its certificate is valid. */
import type { FaultCode } from '../../appliance/faults/fault-codes';
import { isInFuture } from '../../jobs/schedule/late';
import { sentence, type Text } from '../../messages/sentence';
import { dateText, durationText } from '../../messages/time-text';
import type { Finding } from '../finding';
import { type Facts, faultOf, readingOf } from './facts';
import { atLeast } from './ranges';

/** Faults that are no fault of the appliance: our settings are wrong, so nothing is known of it. */
const ourMistake: ReadonlySet<FaultCode> = new Set([
  'AUTHENTICATION_FAILED',
  'NOT_AUTHORIZED',
  'NOT_CONFIGURED',
  'TLS_UNTRUSTED',
]);

/** Whether it can be signed in to, says its version and lists its backups. */
export function judgeReach({ parts, now, thresholds }: Facts): Finding {
  const fault = faultOf(parts, 'reach');
  if (fault !== undefined) {
    return {
      status: ourMistake.has(fault.code) ? 'unknown' : 'critical',
      said: fault.sentences,
    };
  }
  const { seconds = 0, ahead = 0 } = readingOf(parts, 'reach') ?? {};
  const measured = { value: Math.round(seconds * 1000) / 1000, unit: 's' } as const;
  const warnings: Text[] = [];
  if (Math.abs(ahead) / 1000 > thresholds['reach.clock']) {
    const time = durationText(Math.abs(ahead) / 1000);
    warnings.push([sentence(ahead > 0 ? 'check-clock-ahead' : 'check-clock-behind', { time })]);
  }
  const entry = readingOf(parts, 'entries')?.find((candidate) => isInFuture(candidate, now));
  if (entry !== undefined) warnings.push([sentence('check-backup-in-future', { id: entry.id })]);
  if (warnings.length > 0) return { status: 'warning', said: warnings.flat(), ...measured };
  return {
    status: 'ok',
    said: [sentence('check-reached', { time: durationText(Math.max(1, Math.round(seconds))) })],
    ...measured,
  };
}

/** How long the certificate is valid that the appliance presented last, pinned or not. */
export function judgeCertificate({ parts, certificate, now, thresholds }: Facts): Finding {
  const fault = faultOf(parts, 'reach');
  if (fault?.code === 'TLS_UNTRUSTED') {
    const isExpired = fault.cause?.code === 'CERT_HAS_EXPIRED';
    return { status: isExpired ? 'critical' : 'unknown', said: fault.sentences };
  }
  if (certificate === undefined) {
    return { status: 'skipped', said: [sentence('check-certificate-not-seen')] };
  }
  const { expires, seenAt } = certificate;
  const left = Math.floor((expires - now) / 1000);
  const warning = thresholds['certificate.warning'];
  const critical = thresholds['certificate.critical'];
  const date = dateText(expires);
  const text =
    left < 0
      ? sentence('check-certificate-expired', { date })
      : sentence('check-certificate-valid', { time: durationText(left), date });
  const away =
    fault === undefined ? [] : [sentence('check-certificate-seen', { date: dateText(seenAt) })];
  return {
    status: left < critical ? 'critical' : left < warning ? 'warning' : 'ok',
    said: [text, ...away],
    value: left,
    unit: 's',
    warning: atLeast(warning),
    critical: atLeast(critical),
  };
}
