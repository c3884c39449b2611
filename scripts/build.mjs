// Builds what Node-RED loads: dist/ from the TypeScript, with each dialog, icon and locale beside
// its node (Node-RED looks for all three next to the .js file), and the dialogs' shared script in
// resources/ (Node-RED serves that folder from the package's root only).
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = (...parts) => join(root, ...parts);

function fail(message) {
  console.error(`build: ${message}`);
  process.exit(1);
}

if (!existsSync(from('node_modules', 'typescript'))) fail('run "npm ci" first');
for (const folder of ['dist', 'resources']) rmSync(from(folder), { recursive: true, force: true });

const compiler = spawnSync(
  process.execPath,
  [from('node_modules', 'typescript', 'bin', 'tsc'), '-p', from('tsconfig.build.json')],
  { stdio: 'inherit' },
);
if (compiler.status !== 0) fail('TypeScript found the errors above');

for (const file of readdirSync(from('nodes'))) {
  if (file.endsWith('.html')) cpSync(from('nodes', file), from('dist', 'nodes', file));
}
cpSync(from('nodes', 'locales'), from('dist', 'nodes', 'locales'), { recursive: true });
cpSync(from('icons'), from('dist', 'nodes', 'icons'), { recursive: true });

await build({
  entryPoints: [from('nodes', 'editor', 'vcenter-recovery.ts')],
  outfile: from('resources', 'vcenter-recovery.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'vcenterRecovery',
  target: 'es2020',
  logLevel: 'warning',
}).catch(() => fail('esbuild found the errors above'));
