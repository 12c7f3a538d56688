import { parentPort, workerData } from 'node:worker_threads';
import { loadTranslations } from './load-translations.ts';
import { nodeIo, surroundings } from './node-io.ts';
import { run } from './run.ts';

const program = new URL(import.meta.url);

if (parentPort) {
  const around = surroundings(program);
  loadTranslations(around);
  const { serveThread } = await import('./linter.ts');
  serveThread(parentPort, workerData, around.environment);
} else {
  // An exit code instead of exit(): a pipe gets everything that was written.
  process.exitCode = await run(process.argv.slice(2), nodeIo(program));
}
