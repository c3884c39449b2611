import assert from 'node:assert/strict';
import {
  dialogOf,
  exists,
  htmlOf,
  innerProperties,
  literalOf,
  manifest,
  propertiesOf,
  registrationOf,
  source,
  types,
} from '../../scripts/node-files';

/** Properties of a node that are the editor's own: it deletes them from `defaults` (nodes.js). */
const internalProperties = new Set(
  [
    ...['changed', 'dirty', 'id', 'inputLabels', 'moved', 'outputLabels', 'selected', 'type'],
    ...['users', 'valid', 'validationErrors', 'wires', 'info', 'icon', 'ports', 'inputs'],
    ...'abcdefghijklmnopqrstuvwxyz',
  ].flat(),
);

/** `inputs` is fixed by the definition, `outputs` may be a property. */
const literals = ['category', 'color', 'icon', 'inputs', 'outputs', 'hasUsers'];

/** How many inputs and outputs a node begins with; the output for faults is added by its dialog. */
const ports: Readonly<Record<string, { inputs: number; outputs: number }>> = {
  'vcenter-reconciliation-job': { inputs: 1, outputs: 4 },
  'vcenter-backup-job': { inputs: 1, outputs: 4 },
  'vcenter-restore-job': { inputs: 1, outputs: 4 },
  'vcenter-recovery-monitor': { inputs: 0, outputs: 4 },
  'vcenter-recovery': { inputs: 1, outputs: 1 },
  'vcenter-recovery-check': { inputs: 1, outputs: 4 },
  'vcenter-backup-schedule': { inputs: 1, outputs: 2 },
};

type Credentials = Record<string, { type: string }>;

/** What the runtime part of a node registers, told by the module itself. */
function credentialsInRuntime(type: string): Credentials {
  let declared: Credentials = {};
  const register: unknown = require(`../../nodes/${type}`);
  assert.ok(typeof register === 'function');
  register({
    settings: {},
    nodes: {
      registerType(_name: string, _constructor: unknown, options?: { credentials?: Credentials }) {
        declared = options?.credentials ?? {};
      },
    },
  });
  return declared;
}

describe('The package', () => {
  it('names its nodes so that no other package has them', () => {
    for (const type of types) assert.match(type, /^vcenter-[a-z-]+$/);
  });

  for (const [type, file] of Object.entries(manifest['node-red'].nodes)) {
    it(`has all parts of ${type} where Node-RED looks for them`, () => {
      assert.equal(file, `dist/nodes/${type}.js`);
      for (const part of [`${type}.ts`, `${type}.html`]) assert.ok(exists('nodes', part), part);
      for (const part of [`${type}.json`, `${type}.html`]) {
        assert.ok(exists('nodes', 'locales', 'en-US', part), part);
      }
    });

    it(`loads the dialogs' script for ${type} from where it is served`, () => {
      // A wrong address would stall the whole editor: its loader has no `onerror` (red.js).
      const address = `<script src="resources/${manifest.name}/vcenter-recovery.js"></script>`;
      assert.ok(htmlOf(type).startsWith(`${address}\n`));
    });
  }
});

for (const type of types) {
  describe(`The registration of ${type}`, () => {
    const { name, definition } = registrationOf(type);
    const properties = propertiesOf(definition);
    const defaults = innerProperties(definition, 'defaults');
    const credentials = innerProperties(definition, 'credentials');
    const isConfig = literalOf(properties.get('category')) === 'config';
    const prefix = isConfig ? 'node-config-input' : 'node-input';

    it('has the name of its file', () => {
      assert.equal(name, type);
    });

    it('has as literals what the Flow Library reads', () => {
      for (const property of literals.filter((literal) => properties.has(literal))) {
        assert.notEqual(literalOf(properties.get(property)), undefined, property);
      }
    });

    it('uses no name that the editor keeps for itself', () => {
      const taken = [...defaults.keys()].filter((property) => internalProperties.has(property));
      assert.deepEqual(taken, []);
    });

    it('gives each property a value, and each validator what makes it answer in words', () => {
      for (const [property, { value }] of [...defaults, ...credentials]) {
        assert.ok(value.type === 'ObjectExpression', property);
        const parts = propertiesOf(value);
        assert.ok(parts.has('value') || credentials.has(property), property);
        const validate = parts.get('validate')?.value;
        if (validate === undefined) continue;
        // With one parameter the editor takes a text for a yes (`validateNodeProperty`).
        assert.ok(validate.type === 'FunctionExpression' && validate.params.length === 2, property);
      }
    });

    it('keeps no secret among the properties that are exported', () => {
      // Whether passwords are sent, which is none.
      const harmless = ['updatePasswords'];
      const secrets = [...defaults.keys()].filter(
        (property) =>
          /password|secret|token|authorization|username/i.test(property) &&
          !harmless.includes(property),
      );
      assert.deepEqual(secrets, []);
    });

    it('declares the same credentials in the editor and in the runtime', () => {
      const inEditor = Object.fromEntries(
        [...credentials].map(([property, { value }]) => {
          assert.ok(value.type === 'ObjectExpression');
          return [property, { type: literalOf(propertiesOf(value).get('type')) }];
        }),
      );
      assert.deepEqual(inEditor, credentialsInRuntime(type));
    });

    it('has a field in the dialog for each property that a person sets', () => {
      // Their fields are made from a table, or show another form of what is saved.
      const fieldless = new Set(['parameters', 'thresholds', 'ignoreMessages']);
      for (const property of [...defaults.keys(), ...credentials.keys()]) {
        if (fieldless.has(property)) continue;
        assert.ok(dialogOf(type).includes(`id="${prefix}-${property}"`), property);
      }
    });

    it('hides secrets in the dialog', () => {
      const hidden = [...credentials].filter(
        ([, { value }]) =>
          value.type === 'ObjectExpression' &&
          literalOf(propertiesOf(value).get('type')) === 'password',
      );
      for (const [property] of hidden) {
        const field = `<input type="password" id="${prefix}-${property}"`;
        assert.ok(dialogOf(type).includes(field), property);
      }
    });

    it('labels each field of the dialog', () => {
      const ids = [...dialogOf(type).matchAll(/<(?:input|select|textarea)([^>]*)>/g)]
        .map(([, attributes = '']) => attributes)
        .filter((attributes) => !attributes.includes('type="hidden"'))
        .map((attributes) => /id="([^"]+)"/.exec(attributes)?.[1] ?? '');
      for (const id of ids) assert.ok(dialogOf(type).includes(`<label for="${id}"`), id);
    });

    if (isConfig) return;

    it('has an icon in the shape and color that the palette is made for', () => {
      const icon = source('icons', String(literalOf(properties.get('icon'))));
      assert.match(icon, /<svg[^>]* width="40" height="60" viewBox="0 0 40 60"/);
      const colors = [...icon.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color]) => color);
      assert.deepEqual([...new Set(colors)].sort(), ['#fff', 'none']);
    });

    it('has the inputs and outputs that flows are wired to', () => {
      const inputs = literalOf(properties.get('inputs'));
      const outputs = literalOf(properties.get('outputs'));
      assert.deepEqual({ inputs, outputs }, ports[type]);
    });
  });
}
