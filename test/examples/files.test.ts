import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { innerProperties, types as ownTypes, registrationOf } from '../../scripts/node-files';
import type { FlowNode } from '../../scripts/node-red-process';

const folder = join(__dirname, '..', '..', 'examples');
const examples = readdirSync(folder).map((file) => ({
  file,
  flow: JSON.parse(readFileSync(join(folder, file), 'utf8')) as FlowNode[],
}));

const coreTypes = [
  ...['catch', 'change', 'comment', 'debug', 'delay', 'function', 'http in', 'http request'],
  ...['http response', 'inject', 'join', 'link in', 'link out', 'mqtt in', 'mqtt out'],
  ...['mqtt-broker', 'rbe', 'split', 'switch', 'tab', 'template', 'trigger'],
];

/** Distance of the lines to which the editor's nodes snap (`gridSize` in its view.js). */
const grid = 20;

/** A node as the editor draws it, roughly: the width of a label depends on its font. */
function boxOf({ type, name = '', x, y, outputs }: FlowNode) {
  const isLink = type.startsWith('link');
  const width = isLink ? 30 : Math.max(100, 7 * name.length + 50);
  const height = Math.max(30, 15 * (typeof outputs === 'number' ? outputs : 1));
  return {
    left: Number(x) - width / 2,
    right: Number(x) + width / 2,
    top: Number(y) - height / 2,
    bottom: Number(y) + height / 2,
  };
}

function overlap(one: FlowNode, other: FlowNode): boolean {
  const [a, b] = [boxOf(one), boxOf(other)];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The ids that a node refers to. */
function referencesOf({ type, wires, links, scope, appliance, broker, z }: FlowNode): unknown[] {
  // The node of the broker has its host in a property of the same name.
  const chosen = [appliance, z, type !== 'mqtt-broker' && broker].filter(Boolean);
  return [wires, links, scope].flat(3).filter(Boolean).concat(chosen);
}

describe('the example files', () => {
  it('use every node that a flow can use', () => {
    const used = new Set(examples.flatMap(({ flow }) => flow.map(({ type }) => type)));
    assert.deepEqual(
      ownTypes.filter((type) => !used.has(type)),
      [],
    );
  });

  for (const { file, flow } of examples) {
    const drawn = flow.filter(({ x }) => x !== undefined);

    describe(file, () => {
      it('has its place in the menu by number and title', () => {
        assert.match(file, /^\d\d - [A-Z].+\.json$/);
        assert.equal(flow[0]?.label, file.slice('00 - '.length, -'.json'.length));
      });

      it('uses nothing but the nodes of core and of this package', () => {
        const strangers = flow.filter(({ type }) => ![...coreTypes, ...ownTypes].includes(type));
        assert.deepEqual(strangers, []);
      });

      it('has the properties of our nodes as their dialogs save them', () => {
        for (const node of flow.filter(({ type }) => ownTypes.includes(type))) {
          const { definition } = registrationOf(node.type);
          const wanted = [...innerProperties(definition, 'defaults').keys()];
          const ofEveryNode = ['id', 'type', 'z', 'x', 'y', 'wires'];
          const present = Object.keys(node).filter((name) => !ofEveryNode.includes(name));
          assert.deepEqual(present.sort(), wanted.sort());
        }
      });

      it('is explained by one comment', () => {
        const comments = flow.filter(({ type }) => type === 'comment');
        assert.equal(comments.length, 1);
        assert.match(String(comments[0]?.info), /^To set it up: /m);
      });

      it('names every node that it shows', () => {
        assert.deepEqual(
          drawn.filter(({ name }) => !name),
          [],
        );
      });

      it('has an appliance at an example host, and no secrets', () => {
        const appliances = flow.filter(({ type }) => type === 'vcenter-appliance');
        assert.ok(appliances.length > 0);
        for (const { host } of appliances) assert.match(String(host), /\.example\.com$/);
        assert.deepEqual(
          flow.filter((node) => 'credentials' in node),
          [],
        );
      });

      it('refers to its own nodes only, each with an id of its own', () => {
        const ids = flow.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        const lost = flow.flatMap(referencesOf).filter((id) => !ids.includes(String(id)));
        assert.deepEqual(lost, []);
      });

      it('is laid out on the grid, with no node over another', () => {
        const offGrid = drawn.filter(({ y }) => Number(y) % grid !== 0);
        assert.deepEqual(offGrid, []);
        const overlapping = drawn.flatMap((one, index) =>
          drawn
            .slice(index + 1)
            .filter((other) => overlap(one, other))
            .map((other) => `${one.name} / ${other.name}`),
        );
        assert.deepEqual(overlapping, []);
      });
    });
  }
});
