/** What Node-RED finds of our nodes: dialogs, registrations, words and help. Nothing has to be built. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyNode, type ObjectExpression, type Property, parse } from 'acorn';
import { assembleHtml, assembleWords, type Words } from './assemble';

const root = join(__dirname, '..');

/** @returns a file of the package; the path is from its root. */
export function source(...path: string[]): string {
  return readFileSync(join(root, ...path), 'utf8');
}

export function exists(...path: string[]): boolean {
  return existsSync(join(root, ...path));
}

interface Manifest {
  name: string;
  'node-red': { nodes: Record<string, string>; plugins: Record<string, string> };
}

export const manifest: Manifest = JSON.parse(source('package.json'));

/** The types of our nodes. Each is a set of its own, and each set is called after its type. */
export const types = Object.keys(manifest['node-red'].nodes);

/** Our plugins of the editor, which have an html and words as nodes do. */
export const plugins = Object.keys(manifest['node-red'].plugins);

/** What the dialogs are written in, and what Node-RED falls back to (`util/lib/i18n.js`). */
export const original = 'en-US';

/** The languages there are: each is a folder, and nothing else knows of them. */
export const languages = readdirSync(join(root, 'nodes', 'locales'));

/** @returns the html of a node: its dialog and its registration. */
export function htmlOf(type: string): string {
  return assembleHtml(join(root, 'nodes', `${type}.html`), type);
}

/** @returns the html of a node's help in a language. */
export function helpHtmlOf(type: string, language: string): string {
  return assembleHtml(join(root, 'nodes', 'locales', language, `${type}.html`), type);
}

/** @returns the locale file of a node in a language. */
export function catalogueOf(type: string, language: string): { [type: string]: Words } {
  return assembleWords(join(root, 'nodes', 'locales', language), type);
}

interface Script {
  attributes: string;
  text: string;
}

function scriptsOf(html: string): Script[] {
  const tags = html.matchAll(/<script([^>]*)>(.*?)<\/script>/gs);
  return [...tags].map(([, attributes = '', text = '']) => ({ attributes, text }));
}

function only<Item>(items: Item[], what: string): Item {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`${items.length} times: ${what}`);
  return item;
}

/** The dialog of a node: what Node-RED finds by `data-template-name`. */
export function dialogOf(type: string): string {
  const scripts = scriptsOf(htmlOf(type));
  const marked = scripts.filter(({ attributes }) =>
    attributes.includes(`data-template-name="${type}"`),
  );
  return only(marked, `the dialog of ${type}`).text;
}

/** The script in the html of a node. */
export function scriptOf(type: string): string {
  const scripts = scriptsOf(htmlOf(type));
  const marked = scripts.filter(({ attributes }) => attributes.includes('type="text/javascript"'));
  return only(marked, `the script of ${type}`).text;
}

/** The help of a node in a language: what Node-RED finds by `data-help-name`. */
export function helpOf(type: string, language = original): string {
  const scripts = scriptsOf(helpHtmlOf(type, language));
  const marked = scripts.filter(({ attributes }) =>
    attributes.includes(`data-help-name="${type}"`),
  );
  return only(marked, `the help of ${type} in ${language}`).text;
}

/** The arguments of the one `registerType` that is all of a node's script, as they are written. */
export function registrationOf(type: string): { name: unknown; definition: ObjectExpression } {
  const { body } = parse(scriptOf(type), { ecmaVersion: 2020 });
  const statement = only(body, `a statement in the script of ${type}`);
  const call = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (call?.type !== 'CallExpression' || nameOf(call.callee) !== 'RED.nodes.registerType') {
    throw new Error(`The script of ${type} does not register it.`);
  }
  const [name, definition] = call.arguments;
  if (name?.type !== 'Literal') throw new Error(`The type ${type} is not written as a literal.`);
  if (definition?.type !== 'ObjectExpression')
    throw new Error(`${type} has no literal definition.`);
  return { name: name.value, definition };
}

function nameOf(expression: AnyNode): string {
  if (expression.type === 'Identifier') return expression.name;
  if (expression.type !== 'MemberExpression') return '';
  return `${nameOf(expression.object)}.${nameOf(expression.property)}`;
}

/** The properties of an object as it is written, by name; throws for what is no plain property. */
export function propertiesOf(object: ObjectExpression): Map<string, Property> {
  return new Map(
    object.properties.map((property) => {
      if (property.type !== 'Property' || property.computed)
        throw new Error('Not a plain property.');
      if (property.key.type !== 'Identifier') throw new Error('Not a plain name.');
      return [property.key.name, property];
    }),
  );
}

/** The properties of an object within an object. */
export function innerProperties(object: ObjectExpression, name: string): Map<string, Property> {
  const value = propertiesOf(object).get(name)?.value;
  if (value === undefined) return new Map();
  if (value.type !== 'ObjectExpression') throw new Error(`${name} is not written as an object.`);
  return propertiesOf(value);
}

/** The value of a property, where it is written as a literal. */
export function literalOf(property: Property | undefined): unknown {
  return property?.value.type === 'Literal' ? property.value.value : undefined;
}

function flattened(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flattened(value, `${path}${key}.`),
  );
}

/** All words of a locale file, by key. */
export function wordsIn(...path: string[]): Map<string, string> {
  return new Map(flattened(JSON.parse(source(...path))));
}

/** The words of a node in a language, by key. */
export function wordsOf(type: string, language = original): Map<string, string> {
  return new Map(flattened(catalogueOf(type, language)));
}
