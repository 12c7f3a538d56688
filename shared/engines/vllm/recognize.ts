import type { Command } from '../../documents/command.ts';
import type { EngineVersion, Launch, Option, VersionSetting } from '../engine.ts';
import { type ParsedArguments, parseArguments } from './arguments/parse-arguments.ts';
import { installedVersion, settingOrNewest, versionOf } from './engine-version.ts';
import { type Entry, entryOf } from './entry-points.ts';
import { launchProblems } from './launch-problems.ts';
import { modelOf } from './model-argument.ts';
import { grammarOf } from './options.ts';
import { visibleGpus } from './visible-gpus.ts';

/** The launches of vLLM among the commands of one document, in their order. */
export function recognizeVllm(commands: readonly Command[], setting: VersionSetting | undefined): readonly Launch[] {
  const launches: Launch[] = [];
  let installed: ReturnType<typeof installedVersion>;
  let looked = false;
  for (const command of commands) {
    const entry = entryOf(command);
    if (entry === undefined) continue;
    if (!looked) installed = installedVersion(commands);
    looked = true;
    launches.push(launchOf(command, entry, versionOf(command, installed, setting)));
  }
  return launches;
}

/** The launch "at this tensor-parallel size", with nothing else said. */
export function launchOfVllm(tensorParallelSize: number, setting: VersionSetting | undefined): Launch {
  const nowhere = { span: { start: 0, end: 0 }, editable: undefined };
  const name = 'tensorParallelSize';
  const text = String(tensorParallelSize);
  const option: Option = { name, flag: '--tensor-parallel-size', flagPlace: nowhere, value: tensorParallelSize, text, place: nowhere };
  return {
    engine: 'vllm',
    version: settingOrNewest(setting),
    entryPoint: 'vllm serve',
    model: undefined,
    options: new Map([[name, option]]),
    problems: [],
    complete: true,
    command: undefined,
    gpus: undefined,
  };
}

function launchOf(command: Command, entry: Entry, version: EngineVersion): Launch {
  const { entryPoint } = entry;
  const parsed = parseArguments(entry.arguments, grammarOf(entryPoint.sets, version), version);
  return {
    engine: 'vllm',
    version,
    entryPoint: entryPoint.name,
    model: modelOf(entry, parsed, version),
    options: parsed.options,
    problems: launchProblems(entry, parsed, version),
    complete: parsed.complete && !readsFile(entry, parsed),
    command,
    gpus: visibleGpus(command, parsed.options),
  };
}

/** Options of a file are not read. `--config=file` is not one: vLLM looks for the word alone. */
function readsFile({ arguments: words }: Entry, { options }: ParsedArguments): boolean {
  return options.has('config') && words.some(({ text }) => text === '--config');
}
