import type { Word } from '../command.ts';
import type { Surroundings } from '../document.ts';
import { readEnvFile } from '../env-file.ts';
import { headOf, tailOf } from '../shell/wrappers/options.ts';
import { elsewhere, unknownPiece, wordOf } from '../word.ts';
import type { UnitSetting } from './unit-settings.ts';
import { unitWords } from './unit-words.ts';

/** What `Environment=` and `EnvironmentFile=` set; a file goes before the unit, and one that cannot be read may set anything. */
export function unitEnvironment(settings: readonly UnitSetting[], document: string, around: Surroundings): ReadonlyMap<string, Word> {
  const environment = new Map<string, Word>();
  for (const { value } of settings.filter(({ key }) => key === 'Environment')) {
    if (value.text.trim() === '') environment.clear();
    for (const word of unitWords(value, document)) {
      const name = /^([A-Za-z_]\w*)=/.exec(headOf(word))?.[1];
      if (name !== undefined) environment.set(name, tailOf(word, name.length + 1));
    }
  }
  for (const file of settings.filter(({ key }) => key === 'EnvironmentFile')) takeFile(file, environment, document, around);
  return environment;
}

function takeFile({ value, span }: UnitSetting, environment: Map<string, Word>, document: string, around: Surroundings): void {
  const path = value.text.trim().replace(/^-/, '');
  if (path === '') return;
  const text = /[%*?[]/.test(path) ? undefined : around.readBeside(path);
  if (text === undefined) {
    for (const name of environment.keys()) environment.set(name, wordOf(document, span, [unknownPiece(span)]));
    return;
  }
  for (const [name, set] of readEnvFile(text)) environment.set(name, wordOf(document, span, [elsewhere(set, span)]));
}
