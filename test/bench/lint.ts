import { analyse } from '../../shared/lint/analyse.ts';
import type { Host } from '../../shared/lint/analysis.ts';
import { memoryFiles } from '../../shared/models/memory-files.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { spread, timesOf } from './figures.ts';
import { largeConfig, largeScript, scriptModels } from './fixtures.ts';

const folder = '/project';
const calls = { warming: 500, measured: 1000 };

/** analyse() in this process, warm, with the files in memory. */
export function benchLint(): void {
  const texts: Readonly<Record<string, string>> = {
    [`${folder}/model/config.json`]: largeConfig(40_000),
    [`${folder}/serve.sh`]: largeScript(),
    ...Object.fromEntries(Object.entries(scriptModels()).map(([name, text]) => [`${folder}/${name}`, text])),
  };
  const host: Host = {
    files: memoryFiles(texts),
    settingsFor: () => defaultSettings,
    environment: new Map(),
    workspaceFolders: [folder],
    scriptsAround: () => [],
  };
  console.log('\nfull lint in this process, warm');
  for (const path of [`${folder}/model/config.json`, `${folder}/serve.sh`]) {
    const text = texts[path] ?? '';
    let edit = 0;
    // Another text each time, as after a keystroke: nothing that is kept by its text can help.
    const lint = () => analyse({ path, text: `${text}${' '.repeat(edit++ % 500)}\n` }, host);
    timesOf(calls.warming, lint);
    const times = timesOf(calls.measured, lint);
    const findings = lint()?.findings.length;
    console.log(`${name(path, text).padEnd(34)} ${spread(times, 3)} ms   ${findings} findings`);
  }
}

function name(path: string, text: string): string {
  return `${path.split('/').at(-1)}, ${(text.length / 1000).toFixed(1)} KB, ${text.split('\n').length - 1} lines`;
}
