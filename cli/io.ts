import type { Threads, ThreadTask } from './threads.ts';

/** What a command may touch of the process, so that it can run inside a test as well. */
export interface Io {
  /** Current folder, absolute, with forward slashes. */
  readonly folder: string;
  readonly environment: ReadonlyMap<string, string>;
  readonly input: AsyncIterable<string | Uint8Array>;
  readonly output: Output;
  readonly errors: Output;
  /** A text file that is shipped beside the program (`rules.json`); undefined if it is not there. */
  readonly asset: (name: string) => string | undefined;
  /** Absent: no run is kept. */
  readonly keeping?: KeepingPlace | undefined;
  /** Ctrl-C goes to the listener, once, instead of ending the program. Absent where nobody can press it. */
  readonly whenInterrupted?: (listener: () => void) => void;
  /** Starts threads for a large task, if the machine gives some; absent where there is one processor only. */
  readonly startThreads?: (task: ThreadTask) => Threads | undefined;
}

/** Where runs of `lint` are kept for the next ones. */
export interface KeepingPlace {
  readonly folder: string;
  /** This build of the program, and who runs it. */
  readonly asker: string;
  /** A run that took less is as soon done again. */
  readonly worthMilliseconds: number;
}

export interface Output {
  /** Resolves when more may be written: at once, or after a slow reader has caught up. */
  readonly write: (text: string | Uint8Array) => Promise<void> | undefined;
  readonly colours: boolean;
  /** Width of the terminal in columns; undefined for a pipe or a file. */
  readonly columns: number | undefined;
  /** Shows a line for the moment, in place of the last one; undefined takes it away. Absent where nobody watches. */
  readonly status?: (text: string | undefined) => void;
}

/** 0: no errors; 1: errors found; 2: usage or internal failure. */
export type ExitCode = 0 | 1 | 2;
