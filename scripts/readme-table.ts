/**
 * Writes the table of the 24 operations into the README: what asks each of them, how it goes over
 * the wire, and what it needs. It follows from the table of operations, the kinds of job, and the
 * words of the dialogs. `npm run readme` brings it up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '../src/appliance/operations/operation';
import { operations } from '../src/appliance/operations/recovery-operations';
import { kinds } from '../src/jobs/kinds';
import { withMadePart } from './made-part';

const root = join(__dirname, '..');

/** Where the table is, and stays. */
export const readme = join(root, 'README.md');

/** A dialog's words, as far as they are used here. */
interface Words {
  paletteLabel: string;
  label: Record<string, string>;
  action?: Record<string, string>;
  source?: Record<string, string>;
  jobId?: Record<string, string>;
  operation?: Record<string, { label: string }>;
}

/** The words of a node's dialog. */
function wordsOf(type: string): Words {
  const path = join(root, 'nodes', 'locales', 'en-US', `${type}.json`);
  const words: Record<string, Words> = JSON.parse(readFileSync(path, 'utf8'));
  const own = words[type];
  if (own === undefined) throw new Error(`There are no words for ${type}.`);
  return own;
}

/** A node and one of its settings. */
function setting(node: string, label: string | undefined, value: string | undefined): string {
  return `**${node}**: *${label}* ${value}`;
}

/** The nodes of the three kinds of job, by the operations they ask. */
function jobNodes(): [operation: string, node: string][] {
  return Object.values(kinds).flatMap((kind): [string, string][] => {
    const { paletteLabel, label, action, source } = wordsOf(`vcenter-${kind.name}-job`);
    const by = (name: string) => setting(paletteLabel, label.action, action?.[name]);
    const start = source === undefined ? '' : `, *${label.source}* ${source.spec}`;
    return [
      [kind.get.name, `${by('get')}, or ${action?.wait}`],
      [kind.create.name, `${by('start')}${start}`],
      ...('cancel' in kind ? [[kind.cancel.name, by('cancel')] as [string, string]] : []),
    ];
  });
}

/** What the nodes ask besides, to find a job. */
function furtherNodes(): [operation: string, node: string][] {
  const { paletteLabel, label, action, source, jobId } = wordsOf('vcenter-backup-job');
  const monitor = `**${wordsOf('vcenter-recovery-monitor').paletteLabel}**`;
  const start = setting(paletteLabel, label.action, action?.start);
  return [
    ['backup.schedules.run', `${start}, *${label.source}* ${source?.schedule}`],
    ['backup.schedules.list', `${monitor}, for what is due`],
    [
      'backup.job.details.list',
      `${setting(paletteLabel, label.jobId, jobId?.latest)}; ${monitor}, for all backups`,
    ],
  ];
}

/** What has to be given, and what the appliance has to offer. */
function needsOf({ parameters = [], rest }: Operation): string {
  const given = parameters.filter(({ required, fallback }) => required && fallback === undefined);
  const needs = given.map(({ name }) => `\`${name}\``);
  if (rest === undefined) needs.push('`/api`');
  return needs.join(', ');
}

function requestOf({ method, path, action }: Operation): string {
  const below = path.replace('/appliance/recovery', '…');
  return `\`${method} ${below}${action === undefined ? '' : `?action=${action}`}\``;
}

/** @returns the table, in Markdown. */
export function operationsTable(): string {
  const recovery = wordsOf('vcenter-recovery');
  const nodes = new Map([...jobNodes(), ...furtherNodes()]);
  const rows = Object.values<Operation>(operations).map((operation) => {
    const { name, changes } = operation;
    const label = recovery.operation?.[name.replaceAll('.', '-')]?.label;
    const own = setting(recovery.paletteLabel, recovery.label.operation, label);
    const node = [nodes.get(name), own].filter(Boolean).join('; ');
    const cells = [
      `\`${name}\``,
      node,
      requestOf(operation),
      changes ? 'yes' : '',
      needsOf(operation),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| operation | node and setting | request | changes | needs |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/**
 * @returns the README with the table as it has to be.
 * @throws Error where the marks are gone between which it stands.
 */
export function withTable(text: string): string {
  return withMadePart(text, operationsTable());
}

if (require.main === module) writeFileSync(readme, withTable(readFileSync(readme, 'utf8')));
