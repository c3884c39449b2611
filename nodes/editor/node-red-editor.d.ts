/**
 * Node-RED's editor as the dialogs use it. `@types/node-red` knows neither validators that answer
 * in words nor the edit stack, and types what people type as `any`.
 */

/** A node as the editor holds it: its saved properties, whatever an import made of them. */
interface EditorNode {
  id: string;
  type: string;
  /** Whether every property passed its validator; unset before the first check. */
  valid?: boolean | null;
  /** Translates a key of the node's own locale file. */
  _(key: string, parameters?: Record<string, string>): string;
  [property: string]: unknown;
}

/** An entry of the menu below a field that completes what is typed. */
interface Completion {
  value: string;
  label: JQuery;
}

interface TypedInputType {
  value: string;
  label: string;
  icon?: string;
  hasValue?: boolean;
  /** Looks up what could be meant by what was typed. */
  autoComplete?(typed: string, done: (completions: Completion[]) => void): void;
  /** What can be chosen, where it is not typed. */
  options?: { value: string; label: string }[];
}

interface JQuery {
  typedInput(options: {
    types: (string | TypedInputType)[];
    default: string;
    typeField?: JQuery;
  }): this;
  typedInput(action: 'type' | 'value'): string;
  typedInput(action: 'type' | 'value', wanted: string): this;
}

declare const RED: {
  /** Translates a key, `namespace:key` outside the editor's own. */
  _(key: string, parameters?: Record<string, string>): string;
  editor: {
    /** The nodes whose dialogs are open, the topmost last. */
    getEditStack(): { id: string }[];
  };
  settings: { context: { default: string; stores: string[] } };
  nodes: { node(id: string): EditorNode | null | undefined };
  tray: { resize(): void };
  utils: {
    getNodeLabel(node: EditorNode, fallback: string): string;
    /** @returns true, or what is wrong, in words. */
    validateTypedProperty(value: string, type: string, options: { label: string }): true | string;
  };
};
