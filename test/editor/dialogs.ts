import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { source, wordsOf } from '../../scripts/node-files';

type Verdict = true | string;

/** A node as the editor holds it. */
export interface EditedNode {
  id: string;
  type: string;
  _(key: string, parameters?: Record<string, string>): string;
  [property: string]: unknown;
}

/** What the dialogs share, as each node's html calls it. */
export interface Dialogs {
  checkAppliance(node: EditedNode, name: string, value: unknown): Verdict;
  checkCredential(node: EditedNode, name: string, value: unknown): Verdict;
  checkJob(node: EditedNode, name: string, value: unknown): Verdict;
  checkMonitor(node: EditedNode, name: string, value: unknown): Verdict;
  checkRecovery(node: EditedNode, name: string, value: unknown): Verdict;
  checkSchedule(node: EditedNode, name: string, value: unknown): Verdict;
  validateCheck(node: EditedNode, name: string, value: unknown): Verdict;
  checkLabel(node: EditedNode): string;
  jobLabel(node: EditedNode): string;
  monitorLabel(node: EditedNode): string;
  recoveryLabel(node: EditedNode): string;
  scheduleLabel(node: EditedNode): string;
  jobOutputLabel(node: EditedNode, index: number): string;
  monitorOutputLabel(node: EditedNode, index: number): string;
  recoveryOutputLabel(node: EditedNode, index: number): string;
  checkOutputLabel(node: EditedNode, index: number): string;
  scheduleOutputLabel(node: EditedNode, index: number): string;
}

/** Puts parameters where the editor's i18next puts them. */
export function filledIn(text: string, parameters: Record<string, string> = {}): string {
  return text.replace(/__(\w+)__/g, (_whole, name: string) => parameters[name] ?? '');
}

/** @returns a node with the words of its locale file. */
export function editedNode(type: string, properties: Record<string, unknown>): EditedNode {
  const words = wordsOf(type);
  return {
    id: 'edited',
    type,
    _: (key, parameters) => filledIn(words.get(key) ?? key, parameters),
    ...properties,
  };
}

/**
 * Loads the dialogs' script as it is shipped, into an editor in which no dialog is open: so nodes
 * are checked at the start of the editor, and after an import.
 *
 * @param nodes that the editor has, by id.
 */
export function loadDialogs(nodes: Record<string, { name: string; valid?: boolean }>): Dialogs {
  const { outputFiles } = buildSync({
    stdin: {
      contents: source('nodes', 'editor', 'vcenter-recovery.ts'),
      resolveDir: `${__dirname}/../../nodes/editor`,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    globalName: 'vcenterRecovery',
    write: false,
  });
  const context = createContext({
    $: () => ({ length: 0 }),
    RED: {
      _: (key: string, { prop = '' } = {}) => `${prop}: ${key}`,
      editor: { getEditStack: () => [] },
      nodes: { node: (id: string) => nodes[id] },
      utils: {
        getNodeLabel: ({ name }: { name: string }) => name,
        // The editor's own, which has tests of its own: here it finds nothing but spaces wrong.
        validateTypedProperty: (value: string, type: string, { label }: { label: string }) =>
          !value.includes(' ') || `${label}: ${type}`,
      },
    },
  });
  for (const { text } of outputFiles) runInContext(text, context);
  return runInContext('vcenterRecovery', context);
}
