import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchSettings } from './bench.ts';
import { median, spread } from './figures.ts';
import { largeConfig, largeScript, scriptModels } from './fixtures.ts';
import { type Document, measureSession, type Session } from './session.ts';

/** The floor and shardlint take turns, so that a busy moment of the machine meets both. */
export async function benchServers({ floor, server, processes, edits }: BenchSettings): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'shardlint-bench-'));
  for (const document of documentsIn(folder)) {
    const sessions: { floor: Session[]; shardlint: Session[] } = { floor: [], shardlint: [] };
    for (let at = 0; at < processes; at++) {
      sessions.floor.push(await measureSession(floor, document, edits));
      sessions.shardlint.push(await measureSession(server, document, edits));
    }
    console.log(`${path.basename(document.file)}, ${(document.text.length / 1000).toFixed(1)} KB`);
    report('  bare vscode-languageserver', sessions.floor);
    report('  shardlint', sessions.shardlint);
    const ratio = median(sessions.shardlint.map(toInitialize)) / median(sessions.floor.map(toInitialize));
    console.log(`  start to initialize: ${ratio.toFixed(2)} times the floor`);
  }
  rmSync(folder, { recursive: true, force: true });
}

const toInitialize = ({ initialized }: Session): number => initialized;

function report(name: string, sessions: readonly Session[]): void {
  const of = (measure: (session: Session) => number, digits = 0) => spread(sessions.map(measure), digits);
  const edits = spread(
    sessions.flatMap((session) => session.edits),
    2,
  );
  console.log(
    [
      name.padEnd(30),
      `start → initialize ${of(toInitialize)} ms`,
      `open → diagnostics ${of(({ opened }) => opened, 1)} ms`,
      `edit → diagnostics ${edits} ms`,
      `RSS ${of(({ residentMegabytes }) => residentMegabytes)} MB`,
      `peak ${of(({ peakMegabytes }) => peakMegabytes)} MB`,
      `${sessions[0]?.diagnostics} diagnostics`,
    ].join('   '),
  );
}

/** One folder a document: a config.json that nobody points to, and a script with its models below it. */
function documentsIn(folder: string): readonly Document[] {
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const config = largeConfig(40_000);
  const script = largeScript();
  for (const [name, text] of Object.entries(scriptModels())) write(`script/${name}`, text);
  return [
    { file: write('alone/config.json', config), languageId: 'json', text: config, editBehind: '"intermediate_size": 29568' },
    { file: write('script/serve.sh', script), languageId: 'shellscript', text: script, editBehind: '--tensor-parallel-size 4' },
  ];
}
