import { span } from '../text/span.ts';
import { findDecoder } from './decoder/decoder-section.ts';
import { readDecoder } from './decoder/read-decoder.ts';
import type { Fact } from './fact.ts';
import { isModelConfig } from './is-model-config.ts';
import { memberOf } from './json/json-node.ts';
import { parseJson } from './json/parse-json.ts';
import { looksLikeModelConfig } from './looks-like-model.ts';
import type { ModelConfig } from './model-config.ts';
import { findProblems } from './problems/find-problems.ts';
import { readQuantization } from './quantization/read-quantization.ts';
import { keyPath, type Section, textIn } from './section.ts';
import { readAudioTower, readVisionTower } from './tower/read-tower.ts';

/**
 * Reads a model's config.json (or Mistral's params.json) with the quantization files beside it. Undefined where the text is no
 * model's config. Never throws: a file with comments, `NaN`, or half typed gives what can be known of it.
 *
 * @param sideFiles text by file name, of those named in side-files.ts
 */
export function readModelConfig(path: string, text: string, sideFiles: ReadonlyMap<string, string>): ModelConfig | undefined {
  if (!looksLikeModelConfig(text)) return undefined;
  const parsed = parseJson(text);
  if (parsed.root?.kind !== 'object') return undefined;
  const root: Section = { path, prefix: '', object: parsed.root };
  const decoderSection = findDecoder(root);
  if (!isModelConfig(root, decoderSection)) return undefined;
  const decoder = readDecoder(decoderSection, root);
  const vision = readVisionTower(root);
  const audio = readAudioTower(root);
  const quantization = readQuantization(root, decoderSection, path, sideFiles);
  return {
    path,
    architectures: architecturesOf(root, decoderSection),
    modelType: textIn(root, 'model_type'),
    decoder,
    vision,
    audio,
    quantization,
    dtype: textIn(root, 'torch_dtype', 'dtype') ?? textIn(decoderSection, 'torch_dtype', 'dtype'),
    problems: findProblems({ root, decoderSection, decoder, vision, audio, quantization, parsed }),
  };
}

/** Class names; where only the decoder's section has them, the engine does not see any. */
function architecturesOf(root: Section, decoder: Section): readonly Fact<string>[] {
  const own = namesIn(root);
  return own.length > 0 || decoder.prefix !== 'model' ? own : namesIn(decoder);
}

function namesIn(section: Section): readonly Fact<string>[] {
  const list = memberOf(section.object, 'architectures');
  if (list?.kind !== 'array') return [];
  const names: Fact<string>[] = [];
  for (const item of list.items)
    if (item.kind === 'string')
      names.push({ value: item.value, path: section.path, span: span(item.start, item.end), key: keyPath(section, 'architectures') });
  return names;
}
