import { nodeIo } from './node-io.ts';
import { run } from './run.ts';

// An exit code instead of exit(): a pipe gets everything that was written.
process.exitCode = await run(process.argv.slice(2), nodeIo());
