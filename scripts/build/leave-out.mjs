// @ts-check
// What libraries hold and shardlint does not use, where no bundler can tell: they refer to it, and nobody calls it. Each of these
// things stands in a file of its own, and that file is what is left out.

/** @import { Plugin } from 'esbuild' */

/** Features that the server does not announce (`server/initialize.ts`), by the file of `vscode-languageclient` that they stand in. */
export const unusedClientFeatures = [
  'callHierarchy',
  'codeLens',
  'colorProvider',
  'declaration',
  'documentHighlight',
  'documentSymbol',
  'executeCommand',
  'fileOperations',
  'foldingRange',
  'formatting',
  'implementation',
  'inlayHint',
  'inlineCompletion',
  'inlineValue',
  'linkedEditingRange',
  'reference',
  'rename',
  'selectionRange',
  'semanticTokens',
  'signatureHelp',
  'textDocumentContent',
  'typeDefinition',
  'typeHierarchy',
  'workspaceSymbol',
];

/** The same, by the file of `vscode-languageserver`. */
export const unusedServerFeatures = [
  'callHierarchy',
  'fileOperations',
  'foldingRange',
  'inlayHint',
  'inlineCompletion',
  'inlineValue',
  'linkedEditingRange',
  'moniker',
  'semanticTokens',
  'showDocument',
  'textDocumentContent',
  'typeHierarchy',
];

/** A feature that the client has and that does nothing. */
const clientFeature = `
class Unused {
  fillClientCapabilities() {}
  initialize() {}
  getState() { return { kind: 'static' }; }
  clear() {}
}
module.exports = new Proxy({}, { get: () => Unused });`;

/** The server's features are put around a class; this one adds nothing to it. */
const serverFeature = 'module.exports = new Proxy({}, { get: () => (Base) => Base });';

/** Whether a file's path has a pattern is asked of the editor, whose patterns they are, instead of a package that knows more kinds. */
const globPattern = `
const { languages } = require('vscode');
exports.matchGlobPattern = (pattern, uri) => languages.match({ pattern }, { uri, languageId: '' }) > 0;`;

/** Colours for a syntax tree: a parser names them when it is made. */
const highlighting = `
const tag = new Proxy(() => tag, { get: () => tag });
export const tags = tag;
export const styleTags = () => () => null;`;

const instruction = "module.exports = new Proxy({}, { get: () => require('../instruction').Instruction });";

/** An instruction that may have flags: what it holds beside them is read elsewhere. @param {string} name @param {string} folder */
const withFlags = (name, folder) => `
const { ModifiableInstruction } = require('${folder}/modifiableInstruction');
exports.${name} = class extends ModifiableInstruction {
  stopSearchingForFlags(argument) { return argument.indexOf('--') === -1; }
};`;

/** What the features above make, which nothing then is one of. */
const unusedItems = [
  'protocolCallHierarchyItem',
  'protocolCodeLens',
  'protocolInlayHint',
  'protocolTypeHierarchyItem',
  'protocolWorkspaceSymbol',
];

/** What the library says of itself beside its parser. Keywords are their own names. */
const dockerfileParser = `
exports.Keyword = new Proxy({}, { get: (_, name) => name });
exports.Directive = { escape: 'escape', syntax: 'syntax' };
exports.DockerfileParser = { parse: (text) => new (require('./parser').Parser)().parse(text) };`;

/** @type {readonly { file: RegExp; instead: string }[]} */
const leftOut = [
  { file: fileIn('vscode-languageclient/lib/common', unusedClientFeatures), instead: clientFeature },
  { file: fileIn('vscode-languageclient/lib/common', unusedItems), instead: 'exports.__esModule = true; exports.default = class {};' },
  { file: fileIn('vscode-languageserver/lib/common', unusedServerFeatures), instead: serverFeature },
  // Finds packages that a workspace installed: ours brings its own.
  { file: fileIn('vscode-languageserver/lib/node', ['files']), instead: '' },
  { file: fileIn('vscode-languageclient/lib/common/utils', ['globPattern']), instead: globPattern },
  // The client compares the editor's version with the oldest that it can work with, which is older than `engines.vscode`.
  { file: fileIn('semver/functions', ['parse']), instead: 'module.exports = (version) => ({ version });' },
  { file: fileIn('semver/functions', ['satisfies']), instead: 'module.exports = () => true;' },
  { file: fileIn('@lezer/highlight/dist', ['index']), instead: highlighting },
  // Of a Dockerfile's instructions only their places are asked for; these kinds find them as any instruction does.
  {
    file: fileIn('dockerfile-ast/lib/instructions', ['arg', 'env', 'healthcheck', 'label', 'onbuild', 'stopsignal', 'user', 'workdir']),
    instead: instruction,
  },
  { file: fileIn('dockerfile-ast/lib', ['main']), instead: dockerfileParser },
  { file: fileIn('dockerfile-ast/lib', ['jsonArgument', 'property', 'propertyInstruction', 'variable']), instead: '' },
  { file: fileIn('dockerfile-ast/lib', ['jsonInstruction']), instead: withFlags('JSONInstruction', '.') },
  // Flags are counted and nothing more.
  { file: fileIn('dockerfile-ast/lib', ['flag']), instead: 'exports.Flag = class {};' },
  { file: fileIn('dockerfile-ast/lib/instructions', ['from']), instead: withFlags('From', '..') },
  // YAML is read and never written.
  { file: fileIn('yaml/browser/dist/stringify', ['\\w+']), instead: '' },
];

/** @type {Plugin} */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    for (const { file, instead } of leftOut) build.onLoad({ filter: file }, () => ({ contents: instead, loader: 'js' }));
  },
};

/** @param {string} folder @param {readonly string[]} names */
function fileIn(folder, names) {
  return new RegExp(`/node_modules/${folder}/(?:${names.join('|')})\\.js$`.replaceAll('/', '[\\\\/]'));
}
