// @ts-check

/** @typedef {import('esbuild').Metafile['outputs'][string]} Output */

/** Says how large a file is that was built, and what it is made of. @param {string} file @param {number} bytes @param {Output} output */
export function report(file, bytes, output) {
  const parts = largestInputs(output, 4).map(([owner, bytes]) => `${owner} ${kilobytes(bytes)}`);
  console.log(`${file.padEnd(22)} ${kilobytes(bytes).padStart(7)}   ${parts.join(', ')}`);
}

/** @param {Output} output @param {number} count */
function largestInputs({ inputs }, count) {
  /** @type {Map<string, number>} */
  const bytesOf = new Map();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const owner = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file;
    bytesOf.set(owner, (bytesOf.get(owner) ?? 0) + bytesInOutput);
  }
  return [...bytesOf].sort((a, b) => b[1] - a[1]).slice(0, count);
}

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
