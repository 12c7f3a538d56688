import type { Command, Word } from '../command.ts';
import type { Surroundings } from '../document.ts';
import { revised } from '../revised.ts';
import { readArguments } from '../shell/read-shell.ts';
import { elsewhere, wordOf } from '../word.ts';
import { unitEnvironment } from './unit-environment.ts';
import type { UnitSetting } from './unit-settings.ts';
import { unitWords } from './unit-words.ts';

/** Settings that are options of `podman run`. */
const options: ReadonlyMap<string, string> = new Map([
  ['Volume', '--volume'],
  ['Mount', '--mount'],
  ['AddDevice', '--device'],
  ['WorkingDir', '--workdir'],
  ['Entrypoint', '--entrypoint'],
]);

/** A `[Container]` section as the `podman run` that it stands for. */
export function readContainer(settings: readonly UnitSetting[], document: string, around: Surroundings): readonly Command[] {
  const image = settings.findLast(({ key }) => key === 'Image');
  const [imageWord] = image === undefined ? [] : unitWords(image.value, document);
  if (image === undefined || imageWord === undefined) return [];
  const given = settings.flatMap((setting) => optionWords(setting, document));
  const environment = [...unitEnvironment(settings, document, around)].flatMap(([name, word]) => environmentWords(name, word, document));
  const executed = settings.findLast(({ key }) => key === 'Exec');
  const own = executed === undefined ? [] : unitWords(executed.value, document);
  const run = ['podman', 'run'].map((text) => written(text, image, document));
  const words = [...run, ...given, ...environment, imageWord, ...own];
  const start = (executed ?? image).span.start;
  return readArguments(words, document, { start }).map((command) => revised(command, { start: command.words[0]?.span.start ?? start }));
}

function optionWords(setting: UnitSetting, document: string): readonly Word[] {
  const words = unitWords(setting.value, document);
  if (setting.key === 'PodmanArgs') return words;
  const option = options.get(setting.key);
  const [first] = words;
  return option === undefined || first === undefined ? [] : [written(option, setting, document), first];
}

function environmentWords(name: string, word: Word, document: string): readonly Word[] {
  const at = { start: word.span.start, end: word.span.start };
  const [flag, assigned] = ['--env', `${name}=`].map((text) => elsewhere(text, at));
  if (flag === undefined || assigned === undefined) return [];
  return [wordOf(document, at, [flag]), wordOf(document, word.span, [assigned, ...word.pieces])];
}

/** A word that the section only implies. */
function written(text: string, { span }: UnitSetting, document: string): Word {
  const at = { start: span.start, end: span.start };
  return wordOf(document, at, [elsewhere(text, at)]);
}
