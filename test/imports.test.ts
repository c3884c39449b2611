import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = resolve(__dirname, '..');

/** What each part of the house may import, besides itself. Dependencies point one way. */
const allowed: Record<string, readonly string[]> = {
  nodes: ['src/jobs', 'src/appliance', 'src/messages'],
  'src/jobs': ['src/appliance', 'src/messages'],
  'src/appliance': ['src/messages'],
  'src/messages': [],
  simulator: [],
};

const importPattern = /(?:from|import|require\()\s*['"]([^'"]+)['"]/g;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, folder, file));
}

function partOf(file: string): string {
  const path = relative(root, file).split(sep).join('/');
  return Object.keys(allowed).find((part) => path.startsWith(`${part}/`)) ?? path;
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(importPattern)].map(([, name = '']) => name);
}

describe('Imports', () => {
  for (const [part, others] of Object.entries(allowed)) {
    it(`of ${part} lead to ${others.join(', ') || 'nothing else of ours'}`, () => {
      const files = sources(part);
      assert.ok(files.length > 0, `${part} has no sources`);
      for (const file of files) {
        for (const name of importsOf(file).filter((candidate) => candidate.startsWith('.'))) {
          const target = partOf(resolve(dirname(file), name));
          assert.ok(
            target === part || others.includes(target),
            `${relative(root, file)} imports ${name}`,
          );
        }
      }
    });
  }

  it('of Node-RED stand below nodes only', () => {
    for (const file of sources('src')) {
      const names = importsOf(file).filter((name) => /^(@?node-red)/.test(name));
      assert.deepEqual(names, [], relative(root, file));
    }
  });

  it('of axios stand in one file', () => {
    const files = [...sources('src'), ...sources('nodes')].filter((file) =>
      importsOf(file).includes('axios'),
    );
    assert.deepEqual(
      files.map((file) => relative(root, file).split(sep).join('/')),
      ['src/appliance/http/transport.ts'],
    );
  });
});
