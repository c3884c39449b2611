import assert from 'node:assert/strict';
import { allFaults } from './all-faults';
import { dialogOf, helpOf, types, wordsIn, wordsOf } from './node-files';

const sections: Readonly<Record<string, readonly string[]>> = {
  'vcenter-appliance': ['Properties', 'Details', 'References'],
  'vcenter-recovery-monitor': ['Outputs', 'Details', 'References'],
};
const usualSections = ['Inputs', 'Outputs', 'Details', 'References'];

/** The outputs of each node in their order, as keys of its locale file. */
const jobOutputs = ['running', 'succeeded', 'failed', 'not-found', 'error'];
const outputs: Readonly<Record<string, readonly string[]>> = {
  'vcenter-reconciliation-job': jobOutputs,
  'vcenter-backup-job': jobOutputs,
  'vcenter-restore-job': jobOutputs,
  'vcenter-recovery-monitor': ['running', 'succeeded', 'failed', 'attention'],
  'vcenter-recovery': ['result', 'error'],
};

const core = wordsIn('node_modules', '@node-red', 'nodes', 'locales', 'en-US', 'messages.json');

function textOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function elements(html: string, tag: string): string[] {
  return [...html.matchAll(new RegExp(`<${tag}[ >].*?</${tag}>`, 'gs'))].map(
    ([element]) => element,
  );
}

/** What is explained: the terms of the help's lists, without their types. */
function termsOf(type: string): string[] {
  return elements(helpOf(type), 'dt').map((term) =>
    textOf(term.replace(/<span class="property-type">.*?<\/span>/, '')),
  );
}

/** What the fields of the dialog are called. */
function labelsOf(type: string): string[] {
  return elements(dialogOf(type), 'label').map((label) => {
    const key = /data-i18n="([^"]+)"/.exec(label)?.[1] ?? '';
    const words = key.startsWith('node-red:') ? core : wordsOf(type);
    return words.get(key.replace('node-red:', '')) ?? key;
  });
}

for (const type of types) {
  describe(`The help of ${type}`, () => {
    const help = helpOf(type);

    it('begins with a paragraph that is fit for a tooltip', () => {
      const [first = ''] = elements(help, 'p');
      assert.ok(help.trim().startsWith(first));
      assert.ok(textOf(first).length <= 200, `${textOf(first).length} characters`);
    });

    it("has the sections of Node-RED's style guide, in their order", () => {
      assert.deepEqual(elements(help, 'h3').map(textOf), sections[type] ?? usualSections);
    });

    it('has sub-headings in the details only', () => {
      const [before = '', after = ''] = help.split('<h3>Details</h3>');
      const [, references = ''] = after.split('<h3>References</h3>');
      assert.equal(elements(before + references, 'h4').length, 0);
    });

    it('explains every field of the dialog', () => {
      const terms = termsOf(type).flatMap((term) => term.split(', '));
      for (const label of labelsOf(type)) {
        const isExplained = terms.some((term) => label.startsWith(term) || label.endsWith(term));
        assert.ok(isExplained, label);
      }
    });

    it('fits the sidebar: no tables, nothing bold or italic', () => {
      assert.doesNotMatch(help, /<(table|b|i|strong|em)\b/);
    });

    it('opens its links in a tab of their own', () => {
      const links = [...help.matchAll(/<a [^>]*>/g)].map(([link]) => link);
      assert.ok(links.length > 0);
      for (const link of links) assert.match(link, /href="https:.*target="_blank" rel="noopener"/);
    });

    it('mentions environment variables', () => {
      assert.ok(help.includes('<code>$' + '{NAME}</code>'));
    });
  });
}

for (const [type, names] of Object.entries(outputs).filter(([type]) => types.includes(type))) {
  describe(`The help of ${type}`, () => {
    it('describes each output in its place', () => {
      const [ports = ''] = elements(helpOf(type), 'ol');
      assert.ok(ports.startsWith('<ol class="node-ports">'));
      const described = [...ports.matchAll(/<li>([^<]+)/g)].map(([, name = '']) => name.trim());
      const words = names.map((output) => wordsOf(type).get(`${type}.output.${output}`));
      assert.equal(described.length, words.length);
      for (const [index, word] of words.entries()) {
        assert.ok(described[index]?.toLowerCase().startsWith(word ?? '?'), described[index]);
      }
    });
  });
}

describe('The help', () => {
  it('says of each fault what to do about it, in one place', () => {
    const type = 'vcenter-reconciliation-job';
    const [, list = ''] = helpOf(type).split('by <code>msg.fault.code</code>:</p>');
    const [faults = ''] = elements(list, 'dl');
    assert.deepEqual(elements(faults, 'dt').map(textOf), Object.keys(allFaults));
  });

  it('says in the help of the other nodes where that is', () => {
    const place = wordsOf('vcenter-reconciliation-job').get(
      'vcenter-reconciliation-job.paletteLabel',
    );
    for (const type of Object.keys(outputs).filter((name) => types.includes(name))) {
      if (type === 'vcenter-reconciliation-job') continue;
      assert.ok(helpOf(type).includes(`in the help of the <code>${place}</code> node`), type);
    }
  });
});
