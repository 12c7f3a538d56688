import type { Launch, Option, VersionSetting } from '../engine.ts';
import { settingOrNewest } from './engine-version.ts';
import type { LaunchSyntax } from './launch-syntax.ts';

const nowhere = { span: { start: 0, end: 0 }, editable: undefined };

/** The launch "at this tensor-parallel size", with nothing else said. */
export function launchAtSize(syntax: LaunchSyntax, tensorParallelSize: number, setting: VersionSetting | undefined): Launch {
  const name = 'tensorParallelSize';
  const text = String(tensorParallelSize);
  const option: Option = { name, flag: syntax.tensorParallelFlag, flagPlace: nowhere, value: tensorParallelSize, text, place: nowhere };
  return {
    engine: syntax.engine,
    version: settingOrNewest(setting, syntax.dialect.newest),
    entryPoint: syntax.standard.name,
    model: undefined,
    options: new Map([[name, option]]),
    problems: [],
    complete: true,
    command: undefined,
    gpus: undefined,
  };
}
