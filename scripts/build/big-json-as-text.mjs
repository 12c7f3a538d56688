// @ts-check
import { readFile } from 'node:fs/promises';

/** @import { Plugin } from 'esbuild' */

/**
 * The catalogue and the tables are kept as one string each and parsed when the bundle loads: V8 parses JSON text several times
 * faster than the same thing written as JavaScript.
 * @type {Plugin}
 */
export const bigJsonAsText = {
  name: 'big-json-as-text',
  setup(build) {
    build.onLoad({ filter: /\/shared\/.*\.json$/ }, async ({ path: file }) => {
      const text = JSON.stringify(JSON.parse(await readFile(file, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};
