import type { Span } from '../../../text/span.ts';
import type { Keyword, Keywords } from '../../keywords.ts';
import { keywordOf, keywordsOf } from '../keywords-of.ts';
import { entryOf, scalarAt, type YamlMap, type YamlScalar } from '../node.ts';
import { modelWord } from './model-word.ts';

/** A map whose keys are an engine's options, as they become arguments: a number in quotes is a number. */
export function optionKeywords(map: YamlMap, callee: string, calleeSpan: Span): Keywords {
  const keywords = keywordsOf(map, callee, calleeSpan);
  return { ...keywords, given: keywords.given.map(asArgument) };
}

function asArgument(keyword: Keyword): Keyword {
  const { value } = keyword;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? { ...keyword, value: Number(value) } : keyword;
}

/** The model of a launch, that stands under a key elsewhere in the document. */
export function modelKeyword(map: YamlMap | undefined, key: string): readonly Keyword[] {
  const entry = map && entryOf(map, key);
  if (entry === undefined || entry.value.kind !== 'scalar' || entry.value.value === null) return [];
  const word = modelWord(entry.value);
  return [{ ...keywordOf(entry, 'model'), value: word.text, word }];
}

/** Keys under which documents name the model beside an engine's options, the surest first. */
const modelKeys = ['model', 'model_path', 'model-path', 'model_id', 'model_name_or_path', 'model_name'];

/** The model that a map names beside an engine's options. */
export function modelBeside(map: YamlMap | undefined): readonly Keyword[] {
  const key = modelKeys.find((name) => isModelName(scalarAt(map, name)));
  return key === undefined ? [] : modelKeyword(map, key);
}

/** A path or a repository; a name without either may be no more than a name. */
function isModelName(scalar: YamlScalar | undefined): boolean {
  return typeof scalar?.value === 'string' && scalar.value.includes('/');
}

const sizeKey = /^(tensor[-_]parallel[-_]size|tp[-_]size|tp)$/;

/** The first key of a map that says over how many GPUs each layer is split. */
export function sizeEntry(map: YamlMap) {
  const key = [...map.entries.keys()].find((name) => sizeKey.test(name) && scalarAt(map, name) !== undefined);
  return key === undefined ? undefined : entryOf(map, key);
}
