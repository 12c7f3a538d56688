import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { WriteStream } from 'node:tty';
import type { Io, KeepingPlace, Output } from './io.ts';
import { keptFolder } from './kept/kept-folder.ts';
import { statusLine } from './status-line.ts';
import { startThreads, type ThreadTask } from './threads.ts';

const mostThreads = 4;

/** The real process; `program` is the file that it runs. */
export function nodeIo(program: URL): Io {
  const whenInterrupted = leaveQuietly();
  const around = surroundings(program);
  const processors = Math.min(availableParallelism(), mostThreads);
  // A run of lint works beside its threads; a batch has its hands full with what it reads and writes.
  const countFor = ({ name }: ThreadTask): number => (name === 'lint' ? processors - 1 : processors);
  return {
    folder: process.cwd().replaceAll('\\', '/'),
    // To open it takes time, and most commands do not ask for it.
    get input() {
      return process.stdin;
    },
    output: outputOf(process.stdout),
    errors: outputOf(process.stderr),
    whenInterrupted,
    ...around,
    get keeping() {
      return keepingOf(program, around.environment);
    },
    ...(processors > 1 ? { startThreads: (task: ThreadTask) => startThreads(countFor(task), program, task) } : {}),
  };
}

const worthMilliseconds = 300;

function keepingOf(program: URL, environment: ReadonlyMap<string, string>): KeepingPlace | undefined {
  const folder = keptFolder(environment, process.platform);
  return folder === undefined ? undefined : { folder, asker: askerOf(program), worthMilliseconds };
}

/** The program's file names its parts, which are named by what is in them. Another user may read other files. */
function askerOf(program: URL): string {
  const user = [process.getuid?.(), process.getgid?.(), process.getgroups?.()];
  return JSON.stringify([readFileSync(program, 'utf8'), process.version, user]);
}

/** What a thread of the program sees of it as well. */
export function surroundings(program: URL): Pick<Io, 'environment' | 'asset'> {
  return {
    environment: new Map(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    asset: (name) => readAsset(new URL(name, program)),
  };
}

/** `| head` closes the pipe early, and Ctrl-C ends a run: neither is worth a stack trace. */
function leaveQuietly(): (listener: () => void) => void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  }
  // Through the event loop, so that a file that is being written is finished first.
  const leave = (): void => process.exit(130);
  process.once('SIGINT', leave);
  return (listener) => {
    process.off('SIGINT', leave);
    // The second time it ends the program at once.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, listener);
  };
}

function outputOf(stream: WriteStream): Output {
  return {
    write: (text) => (stream.write(text) ? undefined : new Promise((resolve) => stream.once('drain', resolve))),
    colours: wantsColours(stream.isTTY === true),
    columns: stream.isTTY ? stream.columns : undefined,
    ...(stream.isTTY && process.env.TERM !== 'dumb' ? { status: statusLine(stream) } : {}),
  };
}

/** NO_COLOR and FORCE_COLOR as https://no-color.org and https://force-color.org have them; FORCE_COLOR=0 turns colours off. */
function wantsColours(terminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return terminal && TERM !== 'dumb';
}

function readAsset(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
