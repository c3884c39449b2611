import assert from 'node:assert/strict';
import {
  dialogOf,
  exists,
  helpOf,
  languages,
  original,
  types,
  wordsIn,
  wordsOf,
} from '../../scripts/node-files';
import { allFaults } from './all-faults';

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
  'vcenter-recovery-check': ['ok', 'warning', 'critical', 'unknown'],
  'vcenter-backup-schedule': ['changed', 'unchanged', 'error'],
};

/** The words of core in a language, or in the original where core does not have it. */
function coreWords(language: string): Map<string, string> {
  const pathIn = (name: string) =>
    ['node_modules', '@node-red', 'nodes', 'locales', name, 'messages.json'] as const;
  return wordsIn(...(exists(...pathIn(language)) ? pathIn(language) : pathIn(original)));
}

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
function termsOf(type: string, language: string): string[] {
  return elements(helpOf(type, language), 'dt').map((term) =>
    textOf(term.replace(/<span class="property-type">.*?<\/span>/, '')),
  );
}

/** What the fields of the dialog are called. */
function labelsOf(type: string, language: string): string[] {
  const core = coreWords(language);
  const own = wordsOf(type, language);
  return elements(dialogOf(type), 'label').map((label) => {
    const key = /data-i18n="([^"]+)"/.exec(label)?.[1] ?? '';
    const words = key.startsWith('node-red:') ? core : own;
    return words.get(key.replace('node-red:', '')) ?? key;
  });
}

for (const type of types) {
  describe(`The help of ${type}`, () => {
    it("has the sections of Node-RED's style guide, in their order", () => {
      assert.deepEqual(elements(helpOf(type), 'h3').map(textOf), sections[type] ?? usualSections);
    });
  });
}

for (const language of languages) {
  for (const type of types) {
    describe(`The help of ${type} in ${language}`, () => {
      const help = helpOf(type, language);

      it('begins with a paragraph that is fit for a tooltip', () => {
        const [first = ''] = elements(help, 'p');
        assert.ok(help.trim().startsWith(first));
        assert.ok(textOf(first).length <= 200, `${textOf(first).length} characters`);
      });

      it('has sub-headings in the details only', () => {
        // The details are the last section but one.
        const withHeadings = help.split('<h3>').map((section) => section.includes('<h4>'));
        assert.equal(withHeadings.indexOf(true), withHeadings.length - 2);
        assert.equal(withHeadings.filter(Boolean).length, 1);
      });

      it('explains every field of the dialog', () => {
        const terms = termsOf(type, language).flatMap((term) => term.split(', '));
        for (const label of labelsOf(type, language)) {
          const isExplained = terms.some((term) => label.startsWith(term) || label.endsWith(term));
          assert.ok(isExplained, label);
        }
      });

      it('fits the sidebar: no tables, nothing bold or italic', () => {
        assert.doesNotMatch(help, /<(table|b|i|strong|em)\b/);
      });

      it('has terms that fit the sidebar, which does not break them', () => {
        // `white-space: nowrap` for the terms of these lists, in the editor's style sheet.
        const long = termsOf(type, language).filter((term) => term.length > 34);
        assert.deepEqual(long, []);
      });

      it('opens its links in a tab of their own', () => {
        const links = [...help.matchAll(/<a [^>]*>/g)].map(([link]) => link);
        assert.ok(links.length > 0);
        for (const link of links)
          assert.match(link, /href="https:.*target="_blank" rel="noopener"/);
      });

      it('mentions environment variables', () => {
        assert.ok(help.includes('<code>$' + '{NAME}</code>'));
      });
    });
  }
}

for (const language of languages) {
  describe(`The help in ${language}`, () => {
    for (const [type, names] of Object.entries(outputs)) {
      it(`describes each output of ${type} in its place`, () => {
        const [ports = ''] = elements(helpOf(type, language), 'ol');
        assert.ok(ports.startsWith('<ol class="node-ports">'));
        const described = [...ports.matchAll(/<li>([^<]+)/g)].map(([, name = '']) => name.trim());
        const own = wordsOf(type, language);
        const words = names.map((output) => own.get(`${type}.output.${output}`) ?? '?');
        assert.equal(described.length, words.length);
        for (const [index, word] of words.entries()) {
          const name = described[index]?.toLowerCase();
          assert.ok(name?.startsWith(word.toLowerCase()), described[index]);
        }
      });
    }

    it('says of each fault what to do about it, in one place', () => {
      const help = helpOf('vcenter-reconciliation-job', language);
      const [, list = ''] = help.split('<code>msg.fault.code</code>:</p>');
      const [faults = ''] = elements(list, 'dl');
      assert.deepEqual(elements(faults, 'dt').map(textOf), Object.keys(allFaults));
    });

    it('calls a node what the palette calls it, wherever it names one', () => {
      const nodes = ['vcenter-reconciliation-job', 'vcenter-recovery-monitor', 'vcenter-recovery'];
      const labelOf = (type: string, name: string) =>
        wordsOf(type, name).get(`${type}.paletteLabel`) ?? '?';
      for (const type of types) {
        for (const node of nodes) {
          const times = (name: string) =>
            helpOf(type, name).split(`<code>${labelOf(node, name)}</code>`).length;
          assert.equal(times(language), times(original), `${type} about ${node}`);
        }
      }
    });
  });
}

describe('The help of the nodes that have faults', () => {
  const place = 'vcenter-reconciliation-job';
  const label = wordsOf(place).get(`${place}.paletteLabel`);

  for (const type of Object.keys(outputs).filter((name) => name !== place)) {
    it(`says where they are explained: ${type}`, () => {
      assert.ok(helpOf(type).includes(`in the help of the <code>${label}</code> node`));
    });
  }
});
