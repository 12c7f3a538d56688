import { spawn } from 'node:child_process';

/** A padding as its own process does it. */
export interface PadRun {
  /** dist/pad.js. */
  readonly program: string;
  readonly folder: string;
  readonly key: string;
  readonly to: number;
  readonly out: string;
  readonly resumes: boolean;
  /** Told of the share that is done, from 0 to 1. */
  readonly onProgress: (share: number) => void;
  /** Aborted: the process is asked to stop, and leaves what it has written. */
  readonly signal: AbortSignal;
}

export interface PadOutcome {
  readonly isDone: boolean;
  /** What the program says where it is not done. */
  readonly message: string;
}

/** Runs the same program as the command line, in the Node that this one runs in. */
export function runPad(run: PadRun): Promise<PadOutcome> {
  const { program, folder, key, to, out, resumes, onProgress, signal } = run;
  const child = spawn(process.execPath, [program, folder, key, String(to), out, ...(resumes ? ['resume'] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // In the editor's own process, this makes a plain Node of it.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const stop = (): void => void child.kill('SIGINT');
  signal.addEventListener('abort', stop, { once: true });
  let rest = '';
  let errors = '';
  child.stdout.on('data', (data) => {
    const lines = `${rest}${data}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onProgress(shareOf(line));
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ isDone: false, message }));
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      resolve({ isDone: code === 0, message: errors.replace(/^shardlint: /, '').trim() });
    });
  });
}

/** Of a line of the program; 0 for one that is no progress. */
function shareOf(line: string): number {
  try {
    const event: unknown = JSON.parse(line);
    if (typeof event !== 'object' || event === null || !('done' in event) || !('total' in event)) return 0;
    const { done, total } = event;
    return typeof done === 'number' && typeof total === 'number' && total > 0 ? done / total : 0;
  } catch {
    return 0;
  }
}
