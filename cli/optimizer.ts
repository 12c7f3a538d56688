import { setFlagsFromString } from 'node:v8';

/**
 * Bytes of other functions that V8 copies into one that it optimizes; 920 where nobody says. Compiling is most of what the first
 * seconds cost, in each thread anew, and most runs are over before longer code pays for it.
 */
const mostInlined = 200;

/** Bytes of bytecode that a function runs before it is worth optimizing; 135,168 where nobody says. */
const budget = 400_000;

/** Spends less on each function that is made faster, in this thread and in those started after it. */
export function optimizeLess(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${mostInlined}`);
}

/** V8 of Node 20. Later ones have a compiler between the slow one and the fast one, and other flags: one that is not known is complained of. */
const measuredWith = /^11\./;

/** Makes a function faster later: of the many that different files need, few run long. */
export function optimizeLater(): void {
  if (measuredWith.test(process.versions.v8)) setFlagsFromString(`--interrupt-budget=${budget}`);
}
