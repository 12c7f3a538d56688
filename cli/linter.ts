/**
 * All of the command line that needs the linter, in one part: what is started most (help, a run that nothing has changed for) is then read in two files
 * instead of many.
 */
export { batch } from './commands/batch.ts';
export { deviceMap } from './commands/device-map.ts';
export { explain } from './commands/explain.ts';
export { inspect } from './commands/inspect.ts';
export { pad } from './commands/pad.ts';
export { plan } from './commands/plan.ts';
export { lintInput } from './lint/lint-input.ts';
export { lintPaths } from './lint/lint-paths.ts';
export { serveThread } from './serve-thread.ts';
