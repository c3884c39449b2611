import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { allFaults } from '../editor/all-faults';

const root = resolve(__dirname, '..', '..');
const markdownIn = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
const pages = ['.', 'docs', 'simulator', 'bench'].flatMap(markdownIn);

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

/** The heading's name in an address, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

function linksOf(page: string): string[] {
  const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^https?:/.test(link));
}

describe('The pages', () => {
  for (const page of pages) {
    it(`lead where they say: ${page}`, () => {
      for (const link of linksOf(page)) {
        const [path = '', anchor = ''] = link.split('#');
        const target = path === '' ? page : join(dirname(page), path);
        assert.ok(existsSync(join(root, target)), link);
        if (anchor !== '') assert.ok(anchorsOf(target).includes(anchor), link);
      }
    });
  }

  it('are found from the README, if they are in docs', () => {
    const linked = new Set(linksOf('README.md').map((link) => link.split('#')[0]));
    assert.deepEqual(
      markdownIn('docs').filter((page) => !linked.has(page)),
      [],
    );
  });
});

describe('The README', () => {
  it('lists every example as the menu calls it', () => {
    const titles = readdirSync(join(root, 'examples')).map((file) => file.replace(/\.json$/, ''));
    const listed = textOf('README.md').match(/(?<=^\| |<br>)\d\d - [^|<]*(?= \||<br>)/gm);
    assert.deepEqual(listed, titles.sort());
  });
});

describe('Wherever the pages name the least version of Node', () => {
  it('it is the one that engines asks for', () => {
    const { engines } = JSON.parse(textOf('package.json')) as { engines: { node: string } };
    const named = pages.flatMap((page) =>
      [...textOf(page).matchAll(/Node (\S+) or later/g)].map(([, version]) => version),
    );
    assert.ok(named.length > 2);
    assert.deepEqual(new Set(named), new Set([engines.node.replace('>=', '')]));
  });
});

describe('The page of messages and faults', () => {
  it('has every fault, with what to do about it', () => {
    const rows = [...textOf('docs/messages.md').matchAll(/^\| `([A-Z_]+)` \|.*\| (.+) \|$/gm)];
    const codes = rows.map(([, code]) => code);
    const faults = codes.slice(codes.indexOf('NOT_CONFIGURED'));
    assert.deepEqual(faults, Object.keys(allFaults));
  });
});
