import type { Listed } from '../../src/appliance/operations/operation';
import { isChosen } from '../runtime/saved-values';
import { fieldValue } from './form';
import { field } from './node-fields';

interface Choice {
  value: string;
  detail: string;
}

/** Milliseconds for which an answer is good enough to choose from. */
const freshness = 30_000;

const answers = new Map<string, { choices: Promise<Choice[]>; at: number }>();

function isChoice(value: unknown): value is Choice {
  return typeof value === 'object' && value !== null && 'value' in value && 'detail' in value;
}

/** @throws what refuses: a permission is missing, or the appliance does not answer. */
async function ask(appliance: string, of: Listed): Promise<Choice[]> {
  const answer: unknown = await $.ajax({
    url: 'vcenter-recovery/choices',
    method: 'POST',
    contentType: 'application/json',
    data: JSON.stringify({ appliance, of }),
  });
  const found = typeof answer === 'object' && answer !== null && 'choices' in answer;
  const choices: unknown = found ? answer.choices : [];
  return Array.isArray(choices) ? choices.filter(isChoice) : [];
}

/** What there is to choose; nothing where the appliance is out of reach: the field can be typed. */
function choicesFor(of: Listed): Promise<Choice[]> {
  const isChosenHere = ['', 'appliance'].includes(fieldValue(field('targetType')));
  const appliance = isChosenHere ? fieldValue(field('appliance')) : '';
  if (!isChosen(appliance)) return Promise.resolve([]);
  const key = `${appliance} ${of}`;
  const known = answers.get(key);
  if (known !== undefined && Date.now() - known.at < freshness) return known.choices;
  const choices = ask(appliance, of).catch(() => {
    // It may have been deployed, or be back, when somebody types again.
    answers.delete(key);
    return [];
  });
  answers.set(key, { choices, at: Date.now() });
  return choices;
}

/** Built as elements: what an appliance says is text, never markup. */
function completionOf({ value, detail }: Choice, before: string): Completion {
  const label = $('<div>');
  $('<div>').text(value).appendTo(label);
  if (detail !== '')
    $('<div>').text(detail).css({ fontSize: '0.85em', opacity: 0.75 }).appendTo(label);
  return { value: before + value, label };
}

/**
 * @param isList whether several values stand in the field, with commas between.
 * @returns the typed input's kind for text, which completes it by what there is on the appliance.
 */
export function completedText(of: Listed, isList = false): TypedInputType {
  return {
    value: 'str',
    label: RED._('typedInput.type.str', { defaultValue: 'string' }),
    icon: 'red/images/typedInput/az.svg',
    autoComplete(typed, done) {
      const [before = '', last = typed] = isList
        ? (/^(.*,\s*)?([^,]*)$/.exec(typed) ?? []).slice(1)
        : [];
      const wanted = last.trim().toLowerCase();
      const typedIn = document.activeElement;
      void choicesFor(of).then((choices) => {
        // An appliance may answer when the field was left, or the dialog closed: a menu would pop up.
        if (document.activeElement !== typedIn) {
          done([]);
          return;
        }
        const fitting = choices.filter(
          ({ value, detail }) =>
            value !== last.trim() && `${value} ${detail}`.toLowerCase().includes(wanted),
        );
        done(fitting.map((choice) => completionOf(choice, before)));
      });
    },
  };
}
