import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { KeepingPlace } from '../../cli/io.ts';
import { run } from '../../cli/run.ts';
import type { Threads, ThreadTask } from '../../cli/threads.ts';

/** A folder on disk that lasts as long as the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'shardlint-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

export interface CliRun {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

export interface CliWorld {
  readonly input?: AsyncIterable<string | Uint8Array>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly colours?: boolean;
  readonly columns?: number;
  /** Files beside the program, by name. */
  readonly assets?: Readonly<Record<string, string>>;
  /** Where runs are kept. */
  readonly keeping?: KeepingPlace;
  readonly startThreads?: (task: ThreadTask) => Threads | undefined;
  readonly whenInterrupted?: (listener: () => void) => void;
}

/** Runs the command line in this process, in `folder`, with output kept. */
export async function runCli(folder: string, argv: readonly string[], world: CliWorld = {}): Promise<CliRun> {
  let output = '';
  let errors = '';
  const sink = (keep: (text: string) => void) => ({
    write: (text: string | Uint8Array) => {
      keep(typeof text === 'string' ? text : Buffer.from(text).toString());
      return undefined;
    },
    colours: world.colours ?? false,
    columns: world.columns,
  });
  const code = await run(argv, {
    folder,
    environment: new Map(Object.entries(world.environment ?? {})),
    input: world.input ?? chunks(),
    output: sink((text) => {
      output += text;
    }),
    errors: sink((text) => {
      errors += text;
    }),
    keeping: world.keeping,
    startThreads: world.startThreads,
    ...(world.whenInterrupted ? { whenInterrupted: world.whenInterrupted } : {}),
    asset: (name) => world.assets?.[name] ?? (name === 'rules.json' ? rulePages : undefined),
  });
  return { code, output, errors };
}

export async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* parts;
}

/** Stands for dist/rules.json, which the build makes of docs/rules. */
const rulePages = JSON.stringify({ 'kv-heads': '# KV heads\n\nWhat the engine says.\n\n' });
