import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { innerProperties, types as ownTypes, registrationOf } from '../../scripts/node-files';
import type { FlowNode } from '../../scripts/node-red-process';
import { type Box, bodyOf, boxOf, contains, grid, overlap } from './drawn-node';

const folder = join(__dirname, '..', '..', 'examples');
const examples = readdirSync(folder).map((file) => ({
  file,
  flow: JSON.parse(readFileSync(join(folder, file), 'utf8')) as FlowNode[],
}));

const coreTypes = [
  ...['catch', 'change', 'comment', 'csv', 'debug', 'delay', 'function', 'group', 'http in'],
  ...[
    'http request',
    'http response',
    'inject',
    'join',
    'link in',
    'link out',
    'mqtt in',
    'mqtt out',
  ],
  ...['mqtt-broker', 'rbe', 'split', 'switch', 'tab', 'template', 'trigger'],
];

/** The canvas of the editor in a window of 1400 x 900, with both sidebars. */
const canvas: Box = { left: 0, right: 900, top: 0, bottom: 790 };

/** Pixels between the middle of a node and that of the comment beside it. */
const beside = 120;

/** What a debug node shows for people to read. */
const readable = /\b((job|fault|schedule|verdict)\.text|payload|statusCode)\b/;

function textOf(comment: FlowNode): string {
  return `${comment.name}\n${comment.info}`;
}

/** The ids that a node refers to. */
function referencesOf({
  type,
  wires,
  links,
  scope,
  nodes,
  appliance,
  broker,
  g,
  z,
}: FlowNode): unknown[] {
  // The node of the broker has its host in a property of the same name.
  const chosen = [appliance, g, z, type !== 'mqtt-broker' && broker].filter(Boolean);
  return [wires, links, scope, nodes].flat(3).filter(Boolean).concat(chosen);
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
    const nodes = drawn.filter(({ type }) => type !== 'group');
    const groups = drawn.filter(({ type }) => type === 'group');
    const comments = drawn.filter(({ type }) => type === 'comment');
    const setUp = comments.filter(({ name }) => name?.startsWith('Set up first: '));

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
          const ofEveryNode = ['id', 'type', 'z', 'g', 'x', 'y', 'wires'];
          const present = Object.keys(node).filter((name) => !ofEveryNode.includes(name));
          assert.deepEqual(present.sort(), wanted.sort());
        }
      });

      it('is explained by the comment at its top, which nothing is above', () => {
        const [top, ...others] = nodes.toSorted((one, other) => Number(one.y) - Number(other.y));
        assert.equal(top?.type, 'comment');
        assert.ok(!setUp.includes(top));
        assert.ok(others.every(({ y }) => Number(y) > Number(top?.y)));
      });

      it('says beside a node what to set up first', () => {
        assert.ok(setUp.length > 0);
        for (const comment of setUp) {
          const named = nodes.filter(({ name, type }) => {
            return type !== 'comment' && textOf(comment).includes(`"${name}"`);
          });
          assert.ok(
            named.some(({ y }) => Math.abs(Number(y) - Number(comment.y)) <= beside),
            comment.name,
          );
        }
      });

      it('shows in the debug sidebar what a person wants to read', () => {
        const unreadable = flow.filter(
          ({ type, complete }) => type === 'debug' && !readable.test(String(complete)),
        );
        assert.deepEqual(unreadable, []);
      });

      it('names every node that it shows', () => {
        assert.deepEqual(
          drawn.filter(({ name }) => !name),
          [],
        );
      });

      it('has appliances without a host, and no secrets', () => {
        const appliances = flow.filter(({ type }) => type === 'vcenter-appliance');
        assert.ok(appliances.length > 0);
        for (const { host } of appliances) assert.equal(host, '');
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

      it('is laid out on the grid, within the canvas', () => {
        const offGrid = nodes.filter((node) => {
          return bodyOf(node).left % grid !== 0 || Number(node.y) % grid !== 0;
        });
        assert.deepEqual(offGrid, []);
        const outside = drawn.filter((one) => !contains(canvas, boxOf(one)));
        assert.deepEqual(outside, []);
      });

      it('has no node over another', () => {
        const overlapping = nodes.flatMap((one, index) =>
          nodes
            .slice(index + 1)
            .filter((other) => overlap(boxOf(one), boxOf(other)))
            .map((other) => `${one.name} / ${other.name}`),
        );
        assert.deepEqual(overlapping, []);
      });

      it('has groups around their own nodes, and no others', () => {
        for (const group of groups) {
          const members = nodes.filter(({ g }) => g === group.id);
          assert.deepEqual(
            [group.nodes].flat().toSorted(),
            members.map(({ id }) => id).toSorted(),
            group.name,
          );
          const frame = boxOf(group);
          assert.ok(members.every((node) => contains(frame, boxOf(node))));
          const others = drawn.filter((one) => one !== group && !members.includes(one));
          assert.deepEqual(
            others.filter((one) => overlap(frame, boxOf(one))),
            [],
          );
        }
      });
    });
  }
});
