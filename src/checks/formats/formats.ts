/** The forms in which other systems read verdicts. A new form is a new row. */
import type { Words } from '../../messages/sentence';
import type { Assessment } from '../assess';
import { toPlugin } from './plugin';
import { toPrometheus } from './prometheus';
import { toPrtg } from './prtg';

export interface Formatted {
  payload: unknown;
  contentType: string;
}

export interface FormatContext {
  /** Whether several appliances were asked for, even if there is only one. */
  areSeveral: boolean;
  /** The words for sentences about several. */
  words: Words;
}

export type Format = (assessments: readonly Assessment[], context: FormatContext) => Formatted;

/** `object`: the verdict itself. */
export const formats: Readonly<
  Record<'object' | 'prometheus' | 'plugin' | 'prtg', Format | undefined>
> = {
  object: undefined,
  prometheus: (assessments) => ({
    payload: toPrometheus(assessments),
    // Prometheus 3 refuses `text/html`, which Node-RED would send for a text.
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
  }),
  plugin: (assessments, context) => ({
    payload: toPlugin(assessments, context),
    contentType: 'text/plain; charset=utf-8',
  }),
  prtg: (assessments, context) => ({
    payload: toPrtg(assessments, context),
    contentType: 'application/json',
  }),
};
