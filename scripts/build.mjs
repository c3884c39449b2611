// Builds what Node-RED loads: dist/ from the TypeScript, with each dialog, icon and locale beside
// its node (Node-RED looks for all three next to the .js file), assembled from what several nodes
// have in common, and the scripts of dialogs and sidebar in resources/ (Node-RED serves that folder
// from the package's root only).
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { catalogueOf, helpHtmlOf, htmlOf, languages, plugins, types } from './node-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = (...parts) => join(root, ...parts);

function fail(message) {
  console.error(`build: ${message}`);
  process.exit(1);
}

for (const folder of ['dist', 'resources']) rmSync(from(folder), { recursive: true, force: true });

const compiler = spawnSync(
  process.execPath,
  [from('node_modules', 'typescript', 'bin', 'tsc'), '-p', from('tsconfig.build.json')],
  { stdio: 'inherit' },
);
if (compiler.status !== 0) fail('TypeScript found the errors above');

const to = (...parts) => from('dist', 'nodes', ...parts);

/** English has none: its sentences are part of the code. */
function copySentences(language) {
  const file = from('nodes', 'locales', language, 'sentences.json');
  if (existsSync(file)) cpSync(file, to('locales', language, 'sentences.json'));
}

/** Writes dialogs, words and help, each whole. */
function writeNodeFiles() {
  for (const language of languages) {
    mkdirSync(to('locales', language), { recursive: true });
    copySentences(language);
  }
  for (const name of [...types, ...plugins]) {
    writeFileSync(to(`${name}.html`), htmlOf(name));
    for (const language of languages) {
      const words = JSON.stringify(catalogueOf(name, language), null, 2);
      writeFileSync(to('locales', language, `${name}.json`), `${words}\n`);
    }
  }
  for (const type of types) {
    for (const language of languages) {
      writeFileSync(to('locales', language, `${type}.html`), helpHtmlOf(type, language));
    }
  }
}

try {
  writeNodeFiles();
} catch (error) {
  fail(error.message);
}
cpSync(from('icons'), to('icons'), { recursive: true });

/** Bundles a script for the browser, whose exports are those of a global. */
async function bundle(globalName, entry, file) {
  await build({
    entryPoints: [from('nodes', 'editor', ...entry)],
    outfile: from('resources', file),
    bundle: true,
    minify: true,
    format: 'iife',
    globalName,
    target: 'es2020',
    logLevel: 'warning',
  }).catch(() => fail('esbuild found the errors above'));
}

await bundle('vcenterRecovery', ['vcenter-recovery.ts'], 'vcenter-recovery.js');
// On its own: it is loaded once somebody opens the sidebar.
await bundle('vcenterRecoverySidebar', ['sidebar', 'sidebar.ts'], 'vcenter-recovery-sidebar.js');
