/**
 * Draws the parts of the sources and the imports between them into CONTRIBUTING.md, as a Mermaid
 * flowchart. `npm run readme` updates it; with `--check`, as in `npm run lint`, the script fails if
 * the diagram is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withMadePart } from './made-part';

const root = join(__dirname, '..');
const page = join(root, 'CONTRIBUTING.md');

/**
 * Places that are drawn part by part, the outer before the inner. Any other folder is one box, with
 * all that is in it.
 */
const places = ['nodes', 'src', 'src/jobs', 'src/appliance', 'simulator'];

/** The files beside the folders of a place, where they are drawn as one box. */
const entryFiles = new Map([
  ['nodes', 'vcenter-*.ts'],
  ['simulator', 'entry files'],
]);

/** A file, and the files that it imports; paths from the root of the package. */
export interface Source {
  file: string;
  imports: readonly string[];
}

/** The parts of the sources, by path, with the parts that each of them imports. */
type Parts = Map<string, Set<string>>;

/** The part that a file belongs to; nothing for a file that is not drawn. */
function partOf(file: string): string | undefined {
  const place = places.findLast((name) => file.startsWith(`${name}/`));
  if (place === undefined) return undefined;
  const [first = '', ...rest] = file.slice(place.length + 1).split('/');
  const joined = rest.length === 0 ? entryFiles.get(place) : undefined;
  return `${place}/${joined ?? first.replace(/\.ts$/, '')}`;
}

function partsOf(sources: readonly Source[]): Parts {
  const parts: Parts = new Map();
  for (const { file, imports } of sources) {
    const part = partOf(file);
    if (part === undefined) continue;
    const imported = parts.get(part) ?? new Set();
    parts.set(part, imported);
    for (const other of imports.map(partOf)) {
      if (other !== undefined && other !== part) imported.add(other);
    }
  }
  return parts;
}

/** Reads the imports of all files that are drawn. */
async function readSources(): Promise<Source[]> {
  // An ES module, which a script that is CommonJS cannot import otherwise.
  const { cruise } = await import('dependency-cruiser');
  const { output } = await cruise(['nodes', 'src', 'simulator'], {
    baseDir: root,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  });
  if (typeof output === 'string') throw new Error(output);
  return output.modules.map(({ source, dependencies }) => ({
    file: source,
    imports: dependencies.map(({ resolved }) => resolved),
  }));
}

/** Whether imports lead from one part to another by way of others. */
function leadsTo(parts: Parts, from: string, to: string): boolean {
  const seen = new Set([from]);
  const next = [...(parts.get(from) ?? [])].filter((part) => part !== to);
  for (let part = next.pop(); part !== undefined; part = next.pop()) {
    if (part === to) return true;
    if (seen.has(part)) continue;
    seen.add(part);
    next.push(...(parts.get(part) ?? []));
  }
  return false;
}

/** Leaves out each import between two parts that are also connected by way of others. */
function withoutShortcuts(parts: Parts): Parts {
  const reduced = new Map([...parts].map(([part, imported]) => [part, new Set(imported)]));
  for (const [part, imported] of [...parts].sort(byName)) {
    for (const other of [...imported].sort()) {
      if (leadsTo(reduced, part, other)) reduced.get(part)?.delete(other);
    }
  }
  return reduced;
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function idOf(part: string): string {
  return part.replace(/\W/g, '_');
}

/** A place as a frame around its parts. */
function frameOf(place: string, parts: readonly string[], indent = '  '): string[] {
  const inner = parts
    .filter((part) => part.slice(0, part.lastIndexOf('/')) === place)
    .flatMap((part) =>
      places.includes(part)
        ? frameOf(part, parts, `${indent}  `)
        : [`${indent}  ${idOf(part)}["${part.slice(place.length + 1)}"]`],
    );
  return [`${indent}subgraph ${idOf(place)}["${place}"]`, ...inner, `${indent}end`];
}

/** @returns the diagram, in Markdown. */
export function layoutDiagram(sources: readonly Source[]): string {
  const parts = withoutShortcuts(partsOf(sources));
  const names = [...new Set([...parts.keys(), ...places])].sort();
  const imports = [...parts]
    .sort(byName)
    .flatMap(([part, imported]) =>
      [...imported].sort().map((other) => `  ${idOf(part)} --> ${idOf(other)}`),
    );
  const frames = places.filter((place) => !place.includes('/'));
  return [
    '```mermaid',
    'flowchart TB',
    ...frames.flatMap((place) => frameOf(place, names)),
    ...imports,
    '```',
  ].join('\n');
}

async function main(): Promise<void> {
  const text = readFileSync(page, 'utf8');
  const wanted = withMadePart(text, layoutDiagram(await readSources()));
  if (!process.argv.includes('--check')) writeFileSync(page, wanted);
  else if (text !== wanted) {
    throw new Error(
      'The diagram in CONTRIBUTING.md is out of date: "npm run readme" draws it anew.',
    );
  }
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
