import { type MessageId, messageTexts } from './message-texts';

/** A message in the languages the stand-in speaks. `{0}`, `{1}` … stand for its args. */
export interface Message {
  readonly id: string;
  readonly text: { readonly en: string; readonly de?: string };
  readonly args?: readonly string[];
  /** Values by name, in the API's own form. */
  readonly params?: Readonly<Record<string, object>>;
}

/** Turns a message into what is sent, in the caller's dialect and language. */
export type Wording = ReturnType<typeof wordingFor>;

/** The message with this id and these arguments. */
export function message(id: MessageId, ...args: string[]): Message {
  const text = messageTexts[id];
  return { id, text: typeof text === 'string' ? { en: text } : text, args };
}

/**
 * The wording for one request. `localized` is there only for a caller who asked for a language;
 * where the stand-in does not speak it, it is English, as default_message is.
 */
export function wordingFor(
  map: (entries: Readonly<Record<string, unknown>>) => unknown,
  acceptLanguage: string | undefined,
) {
  const language = acceptLanguage === undefined ? undefined : preferredLanguage(acceptLanguage);
  return ({ id, text, args = [], params }: Message) => ({
    id,
    default_message: fill(text.en, args),
    args,
    ...(params === undefined ? {} : { params: map(params) }),
    ...(language === undefined ? {} : { localized: fill(text[language] ?? text.en, args) }),
  });
}

/** The wording of backup and restore, whose messages have neither parameters nor a translation. */
export function plain(wording: Wording) {
  return (worded: Message) => {
    const { id, default_message, args } = wording(worded);
    return { id, default_message, args };
  };
}

function fill(text: string, args: readonly string[]): string {
  return text.replace(/\{(\d+)\}/g, (placeholder, index: string) => args[+index] ?? placeholder);
}

/** The language of an Accept-Language header with the greatest weight among those spoken here. */
function preferredLanguage(acceptLanguage: string): 'en' | 'de' {
  const [best] = acceptLanguage
    .toLowerCase()
    .split(',')
    .map((range) => /^\s*(en|de)\b[^;]*(?:;\s*q=([\d.]+))?/.exec(range))
    .filter((found) => found !== null)
    .sort((left, right) => Number(right[2] ?? 1) - Number(left[2] ?? 1));
  return best?.[1] === 'de' ? 'de' : 'en';
}
