import { span } from '../text/span.ts';
import { findDecoder } from './decoder/decoder-section.ts';
import { readDecoder } from './decoder/read-decoder.ts';
import type { Fact } from './fact.ts';
import { isModelConfig } from './is-model-config.ts';
import { memberOf } from './json/json-node.ts';
import { type ParsedJson, parseJson } from './json/parse-json.ts';
import { looksLikeModelConfig } from './looks-like-model.ts';
import type { ModelConfig } from './model-config.ts';
import { findProblems } from './problems/find-problems.ts';
import type { ReadModel } from './problems/read-model.ts';
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
  return looksLikeModelConfig(text) ? readParsedModel(path, parseJson(text), sideFiles) : undefined;
}

/** The same of what was parsed already. */
export function readParsedModel(path: string, parsed: ParsedJson, sideFiles: ReadonlyMap<string, string>): ModelConfig | undefined {
  if (parsed.root?.kind !== 'object') return undefined;
  const root: Section = { path, prefix: '', object: parsed.root };
  const decoderSection = findDecoder(root);
  if (!isModelConfig(root, decoderSection)) return undefined;
  const decoder = readDecoder(decoderSection, root);
  const vision = readVisionTower(root);
  const audio = readAudioTower(root);
  const quantization = readQuantization(root, decoderSection, path, sideFiles);
  return new FoundModel({ root, decoderSection, decoder, vision, audio, quantization, parsed });
}

/** Most models are asked for their shape only: what is wrong in their files is found at the first look. */
class FoundModel implements ModelConfig {
  readonly path: string;
  readonly architectures: ModelConfig['architectures'];
  readonly modelType: ModelConfig['modelType'];
  readonly decoder: ModelConfig['decoder'];
  readonly vision: ModelConfig['vision'];
  readonly audio: ModelConfig['audio'];
  readonly quantization: ModelConfig['quantization'];
  readonly dtype: ModelConfig['dtype'];
  readonly #files: ReadModel;
  #problems: ModelConfig['problems'] | undefined;

  constructor(files: ReadModel) {
    const { root, decoderSection } = files;
    this.path = root.path;
    this.architectures = architecturesOf(root, decoderSection);
    this.modelType = textIn(root, 'model_type');
    this.decoder = files.decoder;
    this.vision = files.vision;
    this.audio = files.audio;
    this.quantization = files.quantization;
    this.dtype = textIn(root, 'torch_dtype', 'dtype') ?? textIn(decoderSection, 'torch_dtype', 'dtype');
    this.#files = files;
  }

  get problems(): ModelConfig['problems'] {
    this.#problems ??= findProblems(this.#files);
    return this.#problems;
  }
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
