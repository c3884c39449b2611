import assert from 'node:assert/strict';
import { dialogOf, helpOf, types, wordsIn, wordsOf } from './node-files';

const sections: Record<string, readonly string[]> = {
  'vcenter-appliance': ['Properties', 'Details', 'References'],
  'vcenter-reconciliation-job': ['Inputs', 'Outputs', 'Details', 'References'],
};

/** The faults that a question for a job can end with. */
const askingFaults = [
  ...['NOT_CONFIGURED', 'UNREACHABLE', 'TIMED_OUT', 'TLS_UNTRUSTED', 'AUTHENTICATION_FAILED'],
  ...['NOT_AUTHORIZED', 'SESSION_LIMIT', 'UNAVAILABLE', 'API_NOT_FOUND', 'REFUSED'],
  ...['INVALID_REQUEST', 'APPLIANCE_ERROR', 'INVALID_RESPONSE', 'UNKNOWN_STATUS'],
];

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
      assert.deepEqual(elements(help, 'h3').map(textOf), sections[type]);
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

describe('The help of vcenter-reconciliation-job', () => {
  const help = helpOf('vcenter-reconciliation-job');

  it('describes each output in its place', () => {
    const [ports = ''] = elements(help, 'ol');
    assert.ok(ports.startsWith('<ol class="node-ports">'));
    const described = [...ports.matchAll(/<li>([^<]+)/g)].map(([, name = '']) => name.trim());
    const words = wordsOf('vcenter-reconciliation-job');
    const names = ['running', 'succeeded', 'failed', 'not-found', 'error'].map((output) =>
      words.get(`vcenter-reconciliation-job.output.${output}`),
    );
    assert.equal(described.length, names.length);
    for (const [index, name] of names.entries()) {
      assert.ok(described[index]?.toLowerCase().startsWith(name ?? '?'), described[index]);
    }
  });

  it('says of each fault what to do about it', () => {
    const codes = termsOf('vcenter-reconciliation-job').filter((term) => /^[A-Z_]+$/.test(term));
    assert.deepEqual(codes, askingFaults);
  });
});
