import { readerOf } from '../../shared/documents/readers.ts';
import { analyse } from '../../shared/lint/analyse.ts';
import type { Host } from '../../shared/lint/analysis.ts';
import { memoryFiles } from '../../shared/models/memory-files.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { spread, timesOf } from './figures.ts';
import { largeScript } from './fixtures.ts';
import { type KindFixture, kindFixtures } from './kinds.ts';

const calls = { warming: 300, measured: 500 };

const host: Host = {
  files: memoryFiles({}),
  settingsFor: () => defaultSettings,
  environment: new Map(),
  workspaceFolders: ['/project'],
  scriptsAround: () => [],
};

/** analyse() of a document of 200 lines of each kind, warm; and of the same document about another program. */
export function benchKinds(): void {
  console.log('\nfull lint of 200 lines of each kind in this process, warm; then of a document that names no engine');
  const shell: KindFixture = { name: 'serve.sh', text: () => largeScript() };
  for (const { name, text } of [shell, ...Object.values(kindFixtures)]) {
    const kind = readerOf(name)?.kind;
    if (kind === undefined) continue;
    const own = text(3);
    const other = own.replaceAll(/vllm/gi, 'nginx').replaceAll(/--(tensor-parallel-size|max-model-len)/g, '--workers');
    const times = lintTimes(name, own);
    const found = analyse({ path: `/project/${name}`, text: own }, host);
    const said = `${own.split('\n').length - 1} lines, ${found?.launches.length ?? 0} launches, ${found?.findings.length ?? 0} findings`;
    console.log(`${kind.padEnd(18)} ${spread(times, 3)} ms   none of ours ${spread(lintTimes(name, other), 4)} ms   ${said}`);
  }
}

/** Another text each time, as after a keystroke: nothing that is kept by its text can help. */
function lintTimes(name: string, text: string): readonly number[] {
  let edit = 0;
  const lint = () => analyse({ path: `/project/${name}`, text: `${text}${'\n'.repeat(1 + (edit++ % 500))}` }, host);
  timesOf(calls.warming, lint);
  return timesOf(calls.measured, lint);
}
