import { parentPort } from 'node:worker_threads';
import { loadTranslations } from './load-translations.ts';
import { nodeIo, surroundings } from './node-io.ts';
import { run } from './run.ts';

const program = new URL(import.meta.url);

if (parentPort) {
  loadTranslations(surroundings(program));
  const { serveBlocks } = await import('./batch/worker.ts');
  serveBlocks(parentPort);
} else {
  // An exit code instead of exit(): a pipe gets everything that was written.
  process.exitCode = await run(process.argv.slice(2), nodeIo(program));
}
