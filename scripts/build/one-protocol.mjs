// @ts-check
// dist/protocol.cjs: the language server protocol, which the extension and the server both speak, stands in the package once.

/** @import { Plugin } from 'esbuild' */

/** The packages of the protocol; the last one holds all that the others export. */
const packages = /^vscode-(?:jsonrpc|languageserver-types|languageserver-protocol)(?:\/node)?$/;

export const protocolPackage = 'vscode-languageserver-protocol/node';

/** @type {Plugin} */
export const protocolOutside = {
  name: 'protocol-outside',
  setup(build) {
    build.onResolve({ filter: packages }, () => ({ path: './protocol.cjs', external: true }));
  },
};
