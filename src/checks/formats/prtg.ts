/**
 * What the sensor "HTTP Data Advanced" of PRTG reads, as JSON
 * (https://www.paessler.com/manuals/prtg/custom_sensors).
 */
import { wholeNumberOf } from '../../jobs/job/job';
import { timesOf } from '../../jobs/schedule/late';
import type { Words } from '../../messages/sentence';
import type { Assessment } from '../assess';
import { type Status, statuses } from '../finding';
import { faultOf } from '../judge/facts';
import type { CheckName } from '../names';
import { codeOf, fleetVerdictOf, latestSuccess, verdictOf } from '../verdict';

/** Where PRTG cuts a text (characters). */
const longestText = 2000;

const secondsPerDay = 86_400;

interface Channel {
  channel: string;
  value: number;
  unit: 'Custom' | 'Count' | 'TimeSeconds' | 'BytesDisk';
  customunit?: string;
  /** 1 where the value is not a whole number. */
  float?: 0 | 1;
  limitmode?: 1;
  limitmaxwarning?: number;
  limitmaxerror?: number;
}

export interface PrtgAnswer {
  prtg: { result: Channel[]; text: string } | { error: 1; text: string };
}

/** 0 ok, 1 warning, 2 critical, 3 unknown: over 0 is a warning, over 1 an error. */
function statusChannel(status: Status): Channel {
  const limits = { limitmode: 1, limitmaxwarning: 0, limitmaxerror: 1 } as const;
  return { channel: 'Status', value: codeOf(status), unit: 'Custom', ...limits };
}

function measuredValue({ findings }: Assessment, name: CheckName): number | undefined {
  return findings.find((finding) => finding.name === name)?.value;
}

function channel(name: string, value: number | undefined, unit: Channel['unit']): Channel[] {
  return value === undefined ? [] : [{ channel: name, value: Math.round(value), unit }];
}

function certificateChannel(left: number | undefined): Channel[] {
  if (left === undefined) return [];
  const value = Math.round((left / secondsPerDay) * 10) / 10;
  return [{ channel: 'Certificate', value, unit: 'Custom', customunit: 'days', float: 1 }];
}

function channelsOf(assessment: Assessment): Channel[] {
  const success = latestSuccess(assessment);
  const duration = success && timesOf(success)?.duration;
  return [
    statusChannel(assessment.status),
    ...channel('Age', measuredValue(assessment, 'age'), 'TimeSeconds'),
    ...channel('Duration', duration === undefined ? undefined : duration / 1000, 'TimeSeconds'),
    ...channel('Size', wholeNumberOf(success?.details.size), 'BytesDisk'),
    ...certificateChannel(measuredValue(assessment, 'certificate')),
  ];
}

function channelsOfSeveral(assessments: readonly Assessment[], status: Status): Channel[] {
  const names = { ok: 'OK', warning: 'Warning', critical: 'Critical', unknown: 'Unknown' } as const;
  const ages = assessments.flatMap((assessment) => measuredValue(assessment, 'age') ?? []);
  return [
    statusChannel(status),
    ...statuses.flatMap((name) =>
      channel(
        names[name],
        assessments.filter((assessment) => assessment.status === name).length,
        'Count',
      ),
    ),
    ...channel('Oldest age', ages.length === 0 ? undefined : Math.max(...ages), 'TimeSeconds'),
  ];
}

/** @returns the channels; of an appliance that could not be reached an error, which has none. */
export function toPrtg(
  assessments: readonly Assessment[],
  { areSeveral, words }: { areSeveral: boolean; words: Words },
): PrtgAnswer {
  const [first] = assessments;
  if (areSeveral || first === undefined) {
    const { status, text } = fleetVerdictOf(assessments.map(verdictOf), words);
    const result = channelsOfSeveral(assessments, status);
    return { prtg: { result, text: text.slice(0, longestText) } };
  }
  const text = verdictOf(first).text.slice(0, longestText);
  const isAway = faultOf(first.facts.parts, 'reach') !== undefined;
  return { prtg: isAway ? { error: 1, text } : { result: channelsOf(first), text } };
}
