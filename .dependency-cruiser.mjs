/** Which part of the sources may import which, type imports included. `npm run lint` checks it. */
import { builtinModules } from 'node:module';

/** Folders of ours that the files of a top folder may import, besides their own. */
const topFolders = {
  nodes: ['src'],
  src: [],
  // It must not share our mistakes: what both sides get wrong in the same way, no test would find.
  simulator: [],
  // It measures the packed package, from outside.
  bench: ['scripts'],
  scripts: ['nodes', 'src', 'simulator'],
};

/**
 * The floors of each place, top first. A part is a folder or a file; it may import the parts on the
 * floors below its own, and nothing on its own floor or above.
 */
const floors = {
  nodes: [
    ['vcenter-[a-z-]+', 'editor'],
    ['backup-schedule', 'check', 'job', 'monitor', 'recovery', 'dialog-routes', 'sidebar-routes'],
    ['message'],
    ['appliance'],
    ['runtime'],
  ],
  src: [
    ['index'],
    ['checks', 'schedule'],
    ['jobs'],
    ['appliance'],
    ['messages', 'slots', 'spacing'],
    ['clock'],
  ],
  'src/schedule': [
    ['ensure', 'remove', 'get', 'in-turn'],
    ['carry-out'],
    ['find'],
    ['outcome'],
    ['desired', 'properties'],
  ],
  'src/checks': [
    ['formats'],
    ['verdict'],
    ['assess'],
    ['judge'],
    ['measure', 'finding'],
    ['read-settings'],
    ['names'],
  ],
  'src/jobs': [
    ['overview'],
    ['watch', 'monitor', 'start-cancel', 'wait', 'last-seen'],
    ['read-job', 'schedule'],
    ['backups'],
    ['job'],
  ],
  'src/appliance': [
    ['client', 'test-connection'],
    ['calls'],
    ['sign-in'],
    ['http'],
    ['operations'],
    ['settings'],
    ['faults'],
  ],
  simulator: [
    ['index', 'main'],
    ['simulator'],
    ['control', 'options'],
    ['server'],
    ['operations'],
    ['appliance'],
    ['backups', 'scenarios', 'specification'],
    ['protocol', 'time'],
  ],
};

/** A pattern for the files of these parts of a place. */
const filesOf = (place, parts) => `^${place}/(${parts.join('|')})(?=[/.])`;

/** How the editor saves a value, for the dialogs and the runtime. */
const savedValues = '^nodes/runtime/saved-values\\.ts$';

/** What the dialogs' script in the browser may include: it runs without Node.js. */
const browserParts = [
  '^src/messages/',
  savedValues,
  filesOf('src/appliance', ['operations', 'settings', 'faults']),
  filesOf('src/jobs', ['job']),
  filesOf('src/checks', ['names', 'read-settings', 'finding']),
  filesOf('src/schedule', ['desired']),
];

const builtins = `^(node:)?(${builtinModules.join('|')})$`;

const topFolderRules = Object.entries(topFolders).map(([folder, others]) => ({
  name: `${folder} imports ${others.join(', ') || 'itself'} only`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: `^(${[...Object.keys(topFolders), 'test'].join('|')})/`,
    pathNot: `^(${[folder, ...others].join('|')})/`,
  },
}));

const floorRules = Object.entries(floors).flatMap(([place, levels]) =>
  levels.map((parts, level) => ({
    name: `${place}: ${parts.join(', ')}`,
    comment: `may import ${
      levels
        .slice(level + 1)
        .flat()
        .join(', ') || 'nothing'
    } of ${place}`,
    severity: 'error',
    from: { path: filesOf(place, parts) },
    to: {
      path: `^${place}/`,
      // $1 is the part that the file is in.
      pathNot: [`^${place}/$1[/.]`, filesOf(place, levels.slice(level + 1).flat())],
    },
  })),
);

const unplacedRules = Object.entries(floors).map(([place, levels]) => ({
  name: `${place}: every part has a floor`,
  comment: 'name the part in .dependency-cruiser.mjs',
  severity: 'error',
  from: { path: `^${place}/`, pathNot: filesOf(place, levels.flat()) },
  to: {},
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...topFolderRules,
    ...floorRules,
    ...unplacedRules,
    {
      name: 'no circle of files',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no circle of folders',
      scope: 'folder',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'Node-RED is known to nodes only',
      comment: 'src works without Node-RED, and can be tested and used without it',
      severity: 'error',
      from: { path: '^(src|simulator)/' },
      to: { path: '(^|node_modules/)@?node-red' },
    },
    {
      name: 'axios is known to one file',
      comment: 'docs/decisions.md, "axios, with an adapter of our own"',
      severity: 'error',
      from: { pathNot: '^src/appliance/http/transport\\.ts$' },
      to: { path: 'node_modules/axios/' },
    },
    {
      name: 'production code needs no devDependency',
      comment: 'it would be missing on the systems of those who install the package',
      severity: 'error',
      from: { path: '^(nodes|src)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'the dialogs import nothing of the runtime',
      comment: 'nodes/editor is bundled for the browser',
      severity: 'error',
      from: { path: '^nodes/editor/' },
      to: { path: '^nodes/', pathNot: ['^nodes/editor/', savedValues] },
    },
    {
      name: 'the dialogs run without Node.js',
      severity: 'error',
      from: { path: '^nodes/editor/' },
      to: { path: builtins },
    },
    {
      name: 'the dialogs include what runs without Node.js',
      comment: 'types may come from anywhere in src: they are gone after the build',
      severity: 'error',
      from: { path: '^nodes/editor/' },
      to: { path: '^src/', pathNot: browserParts, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'what the dialogs include runs without Node.js',
      severity: 'error',
      from: { path: browserParts },
      to: { path: builtins, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every import is found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Types are imports too: who knows a shape depends on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // Some of the packages that the tests use come as ES modules only.
      conditionNames: ['require', 'node', 'import', 'default', 'types'],
    },
  },
};
