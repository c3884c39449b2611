/**
 * The part of Node-RED's editor API that the dialogs use. `@types/node-red` has neither validators
 * that return a text nor the edit stack, and types user input as `any`.
 */

/** A node in the editor with its saved properties, which an import may have set to anything. */
interface EditorNode {
  id: string;
  type: string;
  /** What its type was registered with. */
  _def: { defaults: Readonly<Record<string, { value: unknown } | undefined>> };
  /** Whether every property passed its validator; unset before the first check. */
  valid?: boolean | null;
  /** Translates a key of the node's own locale file. */
  _(key: string, parameters?: Record<string, string>): string;
  [property: string]: unknown;
}

/** An entry of the autocompletion menu of a field. */
interface Completion {
  value: string;
  label: JQuery;
}

interface TypedInputType {
  value: string;
  label: string;
  icon?: string;
  hasValue?: boolean;
  /** Looks up completions for the typed text. */
  autoComplete?(typed: string, done: (completions: Completion[]) => void): void;
  /** The options to select from, instead of a text field. */
  options?: { value: string; label: string }[];
}

interface JQuery {
  typedInput(options: {
    types: (string | TypedInputType)[];
    default: string;
    typeField?: JQuery;
  }): this;
  typedInput(action: 'type' | 'value'): string;
  typedInput(action: 'type' | 'value', newValue: string): this;
}

declare const RED: {
  clipboard: {
    /** Copies a text; `message` is a key, shown beside the element once that is done. */
    copyText(text: string, element: JQuery, message: string): boolean;
  };
  comms: {
    subscribe(topic: string, listener: () => void): void;
    unsubscribe(topic: string, listener: () => void): void;
    on(event: 'connect', listener: () => void): void;
    off(event: 'connect', listener: () => void): void;
  };
  events: {
    on(event: 'deploy', listener: () => void): void;
    off(event: 'deploy', listener: () => void): void;
  };
  user: { hasPermission(permission: string): boolean };
  view: { reveal(id: string): void };
  /** Translates a key; `namespace:key` for catalogs other than the editor's own. */
  _(key: string, parameters?: Record<string, string>): string;
  editor: {
    /** The nodes whose dialogs are open, the topmost last. */
    getEditStack(): { id: string }[];
  };
  i18n: {
    /** The language of the editor, one of those it has: `de`, `en-US`. */
    lang(): string;
  };
  settings: { context: { default: string; stores: string[] } };
  nodes: { node(id: string): EditorNode | null | undefined };
  tray: { resize(): void };
  utils: {
    getNodeLabel(node: EditorNode, fallback: string): string;
    /** @returns true, or a text that says what is wrong. */
    validateTypedProperty(value: string, type: string, options: { label: string }): true | string;
  };
};
