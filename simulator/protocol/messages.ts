import type { Dialect } from './dialects';

/** A value that is put into a text by name; the field names are the API's. */
export interface LocalizationParameter {
  readonly s?: string;
  readonly dt?: string;
  readonly i?: number;
  readonly d?: number;
  readonly format?: string;
  readonly precision?: number;
}

/** A message in every language the stand-in speaks. `{0}`, `{1}` … stand for its args. */
export interface Message {
  readonly id: string;
  readonly text: { readonly en: string; readonly de?: string };
  readonly args?: readonly string[];
  readonly params?: Readonly<Record<string, LocalizationParameter>>;
}

/** A message as it travels. */
export interface LocalizableMessage {
  readonly id: string;
  readonly default_message: string;
  readonly args: readonly string[];
  readonly params?: unknown;
  readonly localized?: string;
}

/** Turns a message into what travels, in the caller's dialect and language. */
export type Wording = (message: Message) => LocalizableMessage;

type Language = keyof Message['text'];

/**
 * The wording for one request. `localized` is there only for a caller who asked for a language;
 * one that the stand-in does not speak gets English, as default_message is English.
 */
export function wordingFor(dialect: Dialect, acceptLanguage: string | undefined): Wording {
  const language = acceptLanguage === undefined ? undefined : preferred(acceptLanguage);
  return (message) => ({
    id: message.id,
    default_message: fill(message.text.en, message.args),
    args: message.args ?? [],
    ...(message.params === undefined ? {} : { params: dialect.map(message.params) }),
    ...(language === undefined
      ? {}
      : { localized: fill(message.text[language] ?? message.text.en, message.args) }),
  });
}

function fill(text: string, args: readonly string[] = []): string {
  return text.replace(/\{(\d+)\}/g, (placeholder, index: string) => args[+index] ?? placeholder);
}

/** The language of an Accept-Language header with the greatest weight among those spoken here. */
function preferred(acceptLanguage: string): Language {
  const wishes = acceptLanguage.split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
    return { tag, weight: quality === undefined ? 1 : Number(quality.trim().slice(2)) };
  });
  const [best] = wishes
    .filter(({ tag }) => /^(en|de)\b/.test(tag))
    .sort((left, right) => right.weight - left.weight);
  return best?.tag.startsWith('de') ? 'de' : 'en';
}

/** The wording of backup and restore, whose messages have neither parameters nor a translation. */
export function briefly(wording: Wording): Wording {
  return (message) => {
    const { id, default_message, args } = wording(message);
    return { id, default_message, args };
  };
}
