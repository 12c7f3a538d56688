import { parentPort } from 'node:worker_threads';
import { nodeIo } from './node-io.ts';
import { run } from './run.ts';

if (parentPort) {
  const { serveBlocks } = await import('./batch/worker.ts');
  serveBlocks(parentPort);
} else {
  // An exit code instead of exit(): a pipe gets everything that was written.
  process.exitCode = await run(process.argv.slice(2), nodeIo(new URL(import.meta.url)));
}
