/**
 * Writes the table of the 24 operations into docs/operations.md: which node performs each of them,
 * its request, and what it needs. It follows from the table of operations, the kinds of job, and the
 * words of the dialogs. `npm run readme` brings it up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOffered, type Operation } from '../src/appliance/operations/operation';
import { operations } from '../src/appliance/operations/tables/recovery-operations';
import type { Connection } from '../src/appliance/settings/connection';
import { kinds } from '../src/jobs/job/kinds';
import { withMadePart } from './made-part';
import { wordsOf } from './node-files';

const root = join(__dirname, '..');

/** Where the table is, and stays. */
export const operationsPage = join(root, 'docs', 'operations.md');

/** The words of a node's dialog, by their keys within the node. */
function wordsFor(type: string): (key: string) => string | undefined {
  const words = wordsOf(type);
  return (key) => words.get(`${type}.${key}`);
}

/** A node and one of its settings. */
function setting(node: string | undefined, label: string | undefined, value: string | undefined) {
  return `**${node}**: *${label}* ${value}`;
}

/** The nodes of the three kinds of job, by the operations they ask. */
function jobNodes(): [operation: string, node: string][] {
  return Object.values(kinds).flatMap((kind): [string, string][] => {
    const word = wordsFor(`vcenter-${kind.name}-job`);
    const by = (name: string) =>
      setting(word('paletteLabel'), word('label.action'), word(`action.${name}`));
    const spec = word('source.spec');
    const start = spec === undefined ? '' : `, *${word('label.source')}* ${spec}`;
    return [
      [kind.get.name, `${by('get')}, or ${word('action.wait')}`],
      [kind.create.name, `${by('start')}${start}`],
      ...('cancel' in kind ? [[kind.cancel.name, by('cancel')] as [string, string]] : []),
    ];
  });
}

/** What the node for the schedule asks, by its action. */
function scheduleNode(): [operation: string, node: string][] {
  const word = wordsFor('vcenter-backup-schedule');
  const by = (action: string) =>
    setting(word('paletteLabel'), word('label.action'), word(`action.${action}`));
  return [
    ['backup.schedules.create', by('ensure')],
    ['backup.schedules.update', by('ensure')],
    ['backup.schedules.delete', by('remove')],
  ];
}

/** What the nodes ask besides, to find a job or a schedule. */
function furtherNodes(): [operation: string, node: string][] {
  const word = wordsFor('vcenter-backup-job');
  const monitor = `**${wordsFor('vcenter-recovery-monitor')('paletteLabel')}**`;
  const label = word('paletteLabel');
  const start = setting(label, word('label.action'), word('action.start'));
  const get = `${setting(label, word('label.action'), word('action.get'))}, or ${word('action.wait')}`;
  const schedule = `**${wordsFor('vcenter-backup-schedule')('paletteLabel')}**`;
  const latest = setting(label, word('label.jobId'), word('jobId.latest'));
  return [
    ['backup.schedules.run', `${start}, *${word('label.source')}* ${word('source.schedule')}`],
    ['backup.schedules.list', `${schedule}; ${monitor}, for what is due`],
    ['backup.job.list', `${latest}; ${monitor}`],
    ['backup.job.details.list', `${get}; ${monitor}, for new and running backups`],
    ['backup.job.get', `${get}, for a backup without details`],
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
  const word = wordsFor('vcenter-recovery');
  const nodes = new Map([...jobNodes(), ...scheduleNode(), ...furtherNodes()]);
  const rows = Object.values<Operation>(operations).map((operation) => {
    const { name, changes } = operation;
    const label = word(`operation.${name.replaceAll('.', '-')}.label`);
    const own = setting(word('paletteLabel'), word('label.operation'), label);
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

/** @returns how many of the operations each dialect has, as a sentence. */
export function operationsOffered(): string {
  const all = Object.values<Operation>(operations);
  const counted = (connection: Connection) =>
    `${all.filter((operation) => isOffered(operation, connection)).length} of ${all.length}`;
  return `Offered: ${counted('api')} for \`/api\`, ${counted('rest')} for \`/rest\` and the management interface.`;
}

/**
 * @returns the page with the table as it has to be.
 * @throws Error where the marks are gone between which it stands.
 */
export function withTable(text: string): string {
  return withMadePart(text, `${operationsTable()}\n\n${operationsOffered()}`);
}

if (require.main === module) {
  console.log(operationsOffered());
  writeFileSync(operationsPage, withTable(readFileSync(operationsPage, 'utf8')));
}
