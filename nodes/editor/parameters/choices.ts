import type { Listed } from '../../../src/appliance/operations/operation';
import { isChosen } from '../../runtime/saved-values';
import { fieldValue } from '../form/field-values';
import { field } from '../form/node-fields';

interface Choice {
  value: string;
  detail: string;
}

/** Milliseconds for which an answer is reused. */
const cacheTime = 30_000;

const answers = new Map<string, { choices: Promise<Choice[]>; at: number }>();

function isChoice(value: unknown): value is Choice {
  return typeof value === 'object' && value !== null && 'value' in value && 'detail' in value;
}

/** @throws the failed request, if a permission is missing or the appliance does not answer. */
async function requestChoices(appliance: string, of: Listed): Promise<Choice[]> {
  const answer: unknown = await $.ajax({
    url: 'vcenter-recovery/choices',
    method: 'POST',
    contentType: 'application/json',
    data: JSON.stringify({ appliance, of }),
  });
  const hasChoices = typeof answer === 'object' && answer !== null && 'choices' in answer;
  const choices: unknown = hasChoices ? answer.choices : [];
  return Array.isArray(choices) ? choices.filter(isChoice) : [];
}

/** The choices; none if the appliance is unreachable, as the value can still be typed. */
function choicesFor(of: Listed): Promise<Choice[]> {
  const isChosenHere = ['', 'appliance'].includes(fieldValue(field('targetType')));
  const appliance = isChosenHere ? fieldValue(field('appliance')) : '';
  if (!isChosen(appliance)) return Promise.resolve([]);
  const key = `${appliance} ${of}`;
  const cached = answers.get(key);
  if (cached !== undefined && Date.now() - cached.at < cacheTime) return cached.choices;
  const choices = requestChoices(appliance, of).catch(() => {
    // Not cached: the appliance may be deployed or reachable at the next attempt.
    answers.delete(key);
    return [];
  });
  answers.set(key, { choices, at: Date.now() });
  return choices;
}

/** Built from elements, so that text from the appliance is never parsed as HTML. */
function completionOf({ value, detail }: Choice, before: string): Completion {
  const label = $('<div>');
  $('<div>').text(value).appendTo(label);
  if (detail !== '')
    $('<div>').text(detail).css({ fontSize: '0.85em', opacity: 0.75 }).appendTo(label);
  return { value: before + value, label };
}

/**
 * @param isList whether the field contains several values, separated by commas.
 * @returns a typed input type for strings with autocompletion from the appliance.
 */
export function completedText(of: Listed, isList = false): TypedInputType {
  return {
    value: 'str',
    label: RED._('typedInput.type.str', { defaultValue: 'string' }),
    icon: 'red/images/typedInput/az.svg',
    autoComplete(typed, done) {
      const last = isList ? typed.slice(typed.lastIndexOf(',') + 1).trimStart() : typed;
      const before = typed.slice(0, typed.length - last.length);
      const search = last.trim().toLowerCase();
      const focused = document.activeElement;
      void choicesFor(of).then((choices) => {
        // Do not open a menu if the field has lost focus or the dialog was closed meanwhile.
        if (document.activeElement !== focused) {
          done([]);
          return;
        }
        const matching = choices.filter(
          ({ value, detail }) =>
            value !== last.trim() && `${value} ${detail}`.toLowerCase().includes(search),
        );
        done(matching.map((choice) => completionOf(choice, before)));
      });
    },
  };
}
