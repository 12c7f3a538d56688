import { folderOf, joinPath } from '../../text/path.ts';
import { span } from '../../text/span.ts';
import type { Fact } from '../fact.ts';
import { arrayOf, textsOf } from '../json/json-node.ts';
import { parseJson } from '../json/parse-json.ts';
import type { Quantization } from '../quantization.ts';
import { booleanIn, deriveFromSection, isWritten, keyPath, lazyTextsIn, type Section, sectionIn, textIn } from '../section.ts';
import { sideFileNames } from '../side-files.ts';
import { compressedTensorsSchemes } from './compressed-tensors.ts';
import { ignoreKeys, syntaxOf } from './ignored-modules.ts';
import { isMixedPrecision, modelOptSchemes } from './modelopt.ts';
import { schemesByMethod } from './schemes.ts';

type Source = Quantization['source'];

/** A quantization section with the place it stands in. */
interface Found {
  readonly section: Section;
  readonly source: Source;
}

/**
 * How the checkpoint is stored: from the model's own file (top level, then beside the decoder, then the older
 * `compression_config`), else from the files beside it.
 */
export function readQuantization(
  root: Section,
  decoder: Section,
  configPath: string,
  sideFiles: ReadonlyMap<string, string>,
): Quantization | undefined {
  const found = findInConfig(root, decoder) ?? findBeside(configPath, sideFiles);
  return found && quantizationOf(found);
}

function findInConfig(root: Section, decoder: Section): Found | undefined {
  const top = sectionIn(root, 'quantization_config');
  if (top !== undefined) return { section: top, source: 'config.json' };
  const compression = sectionIn(root, 'compression_config');
  if (compression !== undefined) return { section: compression, source: 'compression_config' };
  const nested =
    decoder.prefix === '' ? undefined : (sectionIn(decoder, 'quantization_config') ?? sectionIn(decoder, 'compression_config'));
  if (nested !== undefined) return { section: nested, source: 'text_config' };
  const mistral = isWritten(root, 'dim') ? sectionIn(root, 'quantization') : undefined;
  return mistral && { section: mistral, source: 'params.json' };
}

function findBeside(configPath: string, sideFiles: ReadonlyMap<string, string>): Found | undefined {
  for (const name of sideFileNames) {
    const text = sideFiles.get(name);
    const root = text === undefined ? undefined : parseJson(text).root;
    if (root?.kind !== 'object') continue;
    return { section: { path: joinPath(folderOf(configPath), name), prefix: '', object: root }, source: name };
  }
  return undefined;
}

function quantizationOf(found: Found): Quantization {
  const { section, source } = found;
  const inner = sectionIn(section, 'quantization') ?? section;
  const method = methodOf(section, inner, source);
  const ignoredKey = ignoreKeys.find((key) => isWritten(inner, key));
  const { start, end } = section.object;
  const isMixed = isMixedPrecision(inner);
  const read: Quantization = {
    method,
    path: section.path,
    span: { start, end },
    source,
    schemes: isMixed ? [] : schemesOf(method.value, inner),
    ignored: ignoredKey === undefined ? undefined : lazyTextsIn(inner, ignoredKey),
    ignoredSyntax: syntaxOf(method.value),
    actOrder: booleanIn(inner, 'desc_act'),
    symmetric: booleanIn(inner, 'sym'),
    zeroPoint: booleanIn(inner, 'zero_point'),
    format: textIn(inner, 'checkpoint_format', 'format', 'packing_format', 'version', 'fmt'),
    algorithm: textIn(inner, 'quant_algo', 'qformat_weight', 'quant_type', 'weight_format'),
    loadIn4Bit: booleanIn(inner, 'load_in_4bit', '_load_in_4bit'),
    loadIn8Bit: booleanIn(inner, 'load_in_8bit', '_load_in_8bit'),
    expertAlgorithm: textIn(inner, 'moe_quant_algo'),
    activationScheme: textIn(inner, 'activation_scheme'),
    dynamicModules: dynamicModulesOf(inner),
    quantizedModules: nestedTextsIn(inner, 'modules_in_block_to_quantize'),
    quantizesHead: booleanIn(inner, 'lm_head'),
  };
  return isMixed ? withLazySchemes(read, inner) : read;
}

/** MIXED_PRECISION lists every layer, up to 22,000 of them: read when somebody asks. */
function withLazySchemes(read: Quantization, section: Section): Quantization {
  let schemes: Quantization['schemes'] | undefined;
  return {
    ...read,
    get schemes() {
      schemes ??= modelOptSchemes(section);
      return schemes;
    },
  };
}

/** As written, in lower case; where the file has no `quant_method`, what its shape gives away. */
function methodOf(section: Section, inner: Section, source: Source): Fact<string> {
  const written = textIn(section, 'quant_method');
  if (written !== undefined) return { ...written, value: written.value.toLowerCase().replace('compressed_tensors', 'compressed-tensors') };
  const algorithm = textIn(inner, 'quant_algo', 'qformat_weight');
  if (algorithm !== undefined && source === 'params.json') return { ...algorithm, value: 'fp8', derived: 'qformat_weight of params.json' };
  if (algorithm !== undefined || source === 'hf_quant_config.json' || isModelOpt(section))
    return deriveFromSection(section, 'modelopt', algorithm ? 'quant_algo' : 'hf_quant_config.json');
  if (isWritten(inner, 'config_groups')) return deriveFromSection(section, 'compressed-tensors', 'config_groups');
  if (source === 'quantize_config.json') return deriveFromSection(section, 'gptq', source);
  if (source === 'quant_config.json') return deriveFromSection(section, 'awq', source);
  if (isWritten(inner, 'autoround_version')) return deriveFromSection(section, 'auto-round', 'autoround_version');
  return deriveFromSection(section, 'unknown', 'no quant_method');
}

function isModelOpt(section: Section): boolean {
  const producer = sectionIn(section, 'producer');
  return producer !== undefined && textIn(producer, 'name')?.value === 'modelopt';
}

function schemesOf(method: string, section: Section): Quantization['schemes'] {
  if (method === 'compressed-tensors') return compressedTensorsSchemes(section);
  if (method.startsWith('modelopt')) return modelOptSchemes(section);
  return schemesByMethod(method, section);
}

/** GPTQModel's `dynamic`: patterns of modules that differ from the rest; `-:` ones stay unquantized. */
function dynamicModulesOf(section: Section): readonly string[] | undefined {
  const dynamic = sectionIn(section, 'dynamic');
  return dynamic && [...dynamic.object.members.keys()];
}

/** A list of names, or of lists of names, as GPTQ keeps the modules of a block. */
function nestedTextsIn(section: Section, key: string): Fact<readonly string[]> | undefined {
  const list = arrayOf(section.object, key);
  if (list === undefined) return undefined;
  const texts: string[] = [];
  for (const item of list.items) {
    if (item.kind === 'string') texts.push(item.value);
    if (item.kind === 'array') texts.push(...textsOf(item));
  }
  return { value: texts, path: section.path, span: span(list.start, list.end), key: keyPath(section, key) };
}
