import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, spread } from './figures.ts';
import { batchRows, largeConfig, largeScript, smallConfig } from './fixtures.ts';
import { writeRepository } from './repository.ts';

const rows = 60_000;

/** The built command line as a process: start, run, end. */
export async function benchCommandLine(cli: string, runs: number, parts: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'shardlint-bench-'));
  if (parts.includes('cli')) await benchLintCommand(cli, runs, folder);
  if (parts.includes('repository')) await benchRepository(cli, runs, folder);
  if (parts.includes('batch')) await benchBatch(cli, runs);
  rmSync(folder, { recursive: true, force: true });
}

async function benchLintCommand(cli: string, runs: number, folder: string): Promise<void> {
  console.log(`\ncommand line, ${runs} runs each`);
  writeProject(path.join(folder, 'many'));
  mkdirSync(path.join(folder, 'one', 'large'), { recursive: true });
  writeFileSync(path.join(folder, 'one', 'serve.sh'), largeScript());
  writeFileSync(path.join(folder, 'one', 'large', 'config.json'), largeConfig(40_000));
  const node = ['-e', '0'];
  await report('node itself', runs, node);
  await report('shardlint --version', runs, [cli, '--version']);
  await report('shardlint lint serve.sh', runs, [cli, 'lint', path.join(folder, 'one', 'serve.sh')]);
  await report('shardlint lint config.json (40 KB)', runs, [cli, 'lint', path.join(folder, 'one', 'large', 'config.json')]);
  await report('shardlint lint, 1,000 files', runs, [cli, 'lint', '--no-cache', path.join(folder, 'many')]);
}

/** A walk over a repository, beside a process that only reads the files which the walk looks into. */
async function benchRepository(cli: string, runs: number, folder: string): Promise<void> {
  const repository = path.join(folder, 'repository');
  const { files, candidates, engines } = writeRepository(repository);
  const list = path.join(folder, 'candidates.json');
  writeFileSync(list, JSON.stringify(candidates));
  console.log(
    `\na repository of ${files} files: ${candidates.length} have a name that is read, ${engines} of them name an engine; ${runs} runs each`,
  );
  const read = "const fs = require('fs'); for (const file of JSON.parse(fs.readFileSync(process.argv[1], 'utf8'))) fs.readFileSync(file)";
  const environment = { ...process.env, CI: '', XDG_CACHE_HOME: path.join(folder, 'kept') };
  await timeOf([cli, 'lint', repository], '', environment);
  // By turns: what is compared is measured in the same minute.
  await reportByTurns(runs, environment, {
    'node itself': ['-e', '0'],
    'node that reads those files': ['-e', read, list],
    'shardlint lint of it, again': [cli, 'lint', repository],
    'node that lists all folders': ['-e', listing, repository],
    'shardlint lint of it, all anew': [cli, 'lint', '--no-cache', repository],
  });
  const edited = path.join(repository, 'area1', 'part1', 'serve.sh');
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    writeFileSync(edited, `vllm serve org/name -tp ${run + 1}\n`);
    times.push((await timeOf([cli, 'lint', repository], '', environment)).milliseconds);
  }
  console.log(`${'again, a file being edited'.padEnd(34)} ${spread(times, 0)} ms`);
}

const listing = "require('fs').readdirSync(process.argv[1], { recursive: true, withFileTypes: true })";

/** 500 folders, a script and the config.json that it points to in each. */
function writeProject(folder: string): void {
  for (let at = 0; at < 500; at++) {
    const own = path.join(folder, `${at}`);
    mkdirSync(path.join(own, 'model'), { recursive: true });
    writeFileSync(path.join(own, 'serve.sh'), `#!/bin/bash\nTP=${2 ** (at % 4)}\nexec vllm serve ./model --tensor-parallel-size "$TP"\n`);
    writeFileSync(path.join(own, 'model', 'config.json'), smallConfig(at));
  }
}

async function report(name: string, runs: number, argv: readonly string[]): Promise<void> {
  await reportByTurns(runs, process.env, { [name]: argv });
}

async function reportByTurns(runs: number, environment: NodeJS.ProcessEnv, commands: Readonly<Record<string, readonly string[]>>) {
  const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
  for (let run = 0; run < runs; run++) {
    for (const [name, argv] of Object.entries(commands)) times.get(name)?.push((await timeOf(argv, '', environment)).milliseconds);
  }
  for (const [name, each] of times) console.log(`${name.padEnd(34)} ${spread(each, 0)} ms`);
}

async function benchBatch(cli: string, runs: number): Promise<void> {
  for (const [kind, rowsOf] of Object.entries(batchRows)) {
    const input = rowsOf(rows);
    console.log(`\nshardlint batch, ${rows} rows of ${(input.length / rows).toFixed(0)} bytes, ${kind}`);
    const rates: number[] = [];
    for (let run = 0; run < Math.min(runs, 5); run++) {
      const { milliseconds, answers } = await timeOf([cli, 'batch'], input);
      if (answers !== rows) throw new Error(`${answers} answers to ${rows} rows`);
      rates.push((rows / milliseconds) * 1000);
    }
    console.log(`${'rows a second, process start included'.padEnd(34)} ${median(rates).toFixed(0)}, best ${Math.max(...rates).toFixed(0)}`);
  }
}

/** How long a process runs, and how many lines it writes. */
function timeOf(argv: readonly string[], input: string, env = process.env): Promise<{ milliseconds: number; answers: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'ignore'], env });
  let answers = 0;
  child.stdout.on('data', (chunk: Uint8Array) => {
    for (const byte of chunk) if (byte === 10) answers += 1;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve({ milliseconds: performance.now() - started, answers }));
  });
}
