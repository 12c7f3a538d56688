// Who may import whom; ARCHITECTURE.md says why. `npm run imports` checks it.

/** What each room of shared/ may import, beside itself. */
const mayImport = {
  text: [],
  model: ['text'],
  documents: ['text'],
  'device-map': ['text', 'model', 'documents'],
  catalog: ['text', 'model'],
  models: ['text', 'model', 'catalog'],
  checkpoint: ['text', 'model'],
  engines: ['text', 'model', 'documents'],
  settings: ['text', 'engines', 'models', 'lint'],
  plan: ['text', 'model', 'checkpoint', 'engines', 'settings', 'lint'],
  lint: ['text', 'model', 'checkpoint', 'documents', 'device-map', 'engines', 'models', 'settings', 'plan'],
};

/** Folders of shared/engines that are no engine. */
const forEveryEngine = 'arguments|demands|launches';

const insideShared = Object.entries(mayImport).map(([room, others]) => ({
  name: `shared-${room}`,
  comment: `shared/${room} may import ${others.length > 0 ? others.join(', ') : 'nothing else of shared/'}`,
  severity: 'error',
  from: { path: `^shared/${room}/` },
  to: { path: '^shared/', pathNot: `^shared/(${[room, ...others].join('|')})/` },
}));

/** What programs may import of each other: they meet in shared/, client and server in shared/protocol.ts. */
const betweenPrograms = ['server', 'client', 'cli'].map((room) => ({
  name: `${room}-imports-shared-only`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: '^(shared|server|client|cli|test|scripts)/', pathNot: `^(shared|${room})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...insideShared,
    ...betweenPrograms,
    {
      name: 'shared-is-below-everything',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(server|client|cli|test|scripts)/' },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared/ also runs in a browser: no Node, no VS Code, no language server protocol',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: ['^vscode$', 'node_modules/vscode-(languageserver|languageclient|jsonrpc)', 'node_modules/@types/(node|vscode)/'] },
    },
    { name: 'shared-without-node', severity: 'error', from: { path: '^shared/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'engines-do-not-know-each-other',
      severity: 'error',
      from: { path: `^shared/engines/(?!(?:${forEveryEngine})/)([^/]+)/` },
      to: { path: '^shared/engines/[^/]+/', pathNot: `^shared/engines/($1|${forEveryEngine})/` },
    },
    {
      name: 'what-engines-share-knows-no-engine',
      severity: 'error',
      from: { path: `^shared/engines/(${forEveryEngine})/` },
      to: { path: '^shared/engines/[^/]+/', pathNot: `^shared/engines/(${forEveryEngine})/` },
    },
    {
      name: 'no-cycles',
      comment: 'two files may name each other’s types; they may not need each other to run',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Imports of types count as well: a room that needs another's types knows that room.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
