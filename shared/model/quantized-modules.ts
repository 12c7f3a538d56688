import { canonicalName, isOutsideDecoder, variantsOf } from './quantization/module-names.ts';
import { globMatcher, type Matcher, pythonMatcher } from './quantization/module-patterns.ts';
import type { Quantization } from './quantization.ts';

/**
 * Whether a linear layer is stored quantized, by the method's own rules for its list of exceptions (vLLM
 * layers/quantization/*: AWQ finds a listed text anywhere in the name, fp8 wants the whole name, compressed-tensors takes
 * `re:` expressions and classes, ModelOpt globs). Undefined where the files do not decide it.
 *
 * @param moduleName name as in the checkpoint: `model.layers.0.self_attn.o_proj`, `visual.blocks.0.mlp.fc2`, `lm_head`
 */
export function isQuantized(quantization: Quantization, moduleName: string): boolean | undefined {
  const matcher = matcherOf(quantization);
  const shards = fusedShards.get(moduleName.slice(moduleName.lastIndexOf('.') + 1));
  if (shards === undefined) return matcher(moduleName);
  const parent = moduleName.slice(0, moduleName.lastIndexOf('.') + 1);
  const [first, ...others] = shards.map((shard) => matcher(parent + shard));
  return others.every((answer) => answer === first) ? first : undefined;
}

/**
 * Whether at least one layer has this module quantized: true if one certainly has, false if certainly none, else undefined.
 *
 * @param suffix what follows the layer's number: `self_attn.o_proj`
 */
export function isAnyLayerQuantized(quantization: Quantization, suffix: string, layers: number): boolean | undefined {
  let answer: boolean | undefined = false;
  for (let layer = 0; layer < layers; layer++) {
    const one = isQuantized(quantization, `model.layers.${layer}.${suffix}`);
    if (one === true) return true;
    if (one === undefined) answer = undefined;
  }
  return answer;
}

/** Names that engines give to several layers of the checkpoint together. */
const fusedShards: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    qkv_proj: ['q_proj', 'k_proj', 'v_proj'],
    gate_up_proj: ['gate_proj', 'up_proj'],
  }),
);

type Answer = (moduleName: string) => boolean | undefined;

const matchers = new WeakMap<Quantization, Answer>();

function matcherOf(quantization: Quantization): Answer {
  const known = matchers.get(quantization);
  if (known !== undefined) return known;
  const made = withoutEmbeddings(quantization, makeMatcher(quantization));
  matchers.set(quantization, made);
  return made;
}

const embeddings: ReadonlySet<string> = new Set(['embed_tokens', 'wte', 'word_embeddings']);
const heads: ReadonlySet<string> = new Set(['lm_head', 'output_layer']);

/** Embeddings are never quantized, the head only where the file says so; compressed-tensors may target it. */
function withoutEmbeddings(quantization: Quantization, decide: Answer): Answer {
  const head = quantization.quantizesHead?.value;
  return (name) => {
    const own = name.slice(name.lastIndexOf('.') + 1);
    if (embeddings.has(own)) return false;
    if (!heads.has(own)) return decide(name);
    if (head === true) return true;
    return quantization.method.value === 'compressed-tensors' && decide(name) !== false ? undefined : false;
  };
}

function makeMatcher(quantization: Quantization): Answer {
  const { method } = quantization;
  if (method.value === 'compressed-tensors') return compressedTensors(quantization);
  if (method.value.startsWith('modelopt')) return modelOpt(quantization);
  if (method.value.startsWith('awq') || method.value === 'auto_awq') return awq(quantization);
  if (method.value.startsWith('gptq') || method.value === 'auto_gptq') return gptq(quantization);
  switch (method.value) {
    case 'fp8':
      return quantization.expertAlgorithm === undefined ? exactly(quantization) : () => undefined;
    case 'fbgemm_fp8':
      return exactly(quantization);
    case 'mxfp4':
      return (name) => name.includes('experts');
    case 'bitsandbytes':
      return anywhere(quantization);
    default:
      return onlyExcepted(anywhere(quantization));
  }
}

/** A listed text anywhere in the name. */
function anywhere(quantization: Quantization): Answer {
  const listed = (quantization.ignored?.value ?? []).map(canonicalName);
  return (name) => {
    const canonical = canonicalName(name);
    return !listed.some((text) => canonical.includes(text));
  };
}

/** A method whose rules are not known: a listed name is left alone, of any other nothing is known. */
function onlyExcepted(decide: Answer): Answer {
  return (name) => (decide(name) === false ? false : undefined);
}

/** Without a list vLLM asks the weights which layers are not quantized: AutoAWQ leaves towers alone. */
function awq(quantization: Quantization): Answer {
  const decide = anywhere(quantization);
  const isListed = (quantization.ignored?.value.length ?? 0) > 0;
  return (name) => (!isListed && isOutsideDecoder(name) ? undefined : decide(name));
}

function gptq(quantization: Quantization): Answer {
  const { dynamicModules = [], quantizedModules } = quantization;
  const left = dynamicModules.filter((key) => key.startsWith('-:')).map((key) => pythonMatcher(key.slice(2)));
  const chosen = quantizedModules?.value;
  return (name) => {
    if (isOutsideDecoder(name)) return undefined;
    if (left.some((matches) => matches(name))) return false;
    if (left.some((matches) => variantsOf(name).some((variant) => matches(variant) !== false))) return undefined;
    return chosen === undefined || chosen.length === 0 || chosen.some((part) => name.includes(part));
  };
}

/** The whole name; a listed part of a name is taken differently by different readers, so that it decides nothing. */
function exactly(quantization: Quantization): Answer {
  const listed = new Set((quantization.ignored?.value ?? []).map(canonicalName));
  const parts = [...listed].filter((name) => !/\d/.test(name)).map((part) => `.${part}.`);
  const experts = [...listed].filter((text) => text.includes('experts'));
  return (name) => {
    const canonical = canonicalName(name);
    if (listed.has(canonical)) return false;
    if (canonical.includes('experts') && experts.some((text) => text.includes(canonical))) return false;
    const whole = `.${canonical}.`;
    return parts.some((part) => whole.includes(part)) ? undefined : true;
  };
}

function compressedTensors(quantization: Quantization): Answer {
  const ignored = listMatcher(quantization.ignored?.value ?? []);
  const targets = quantization.schemes.flatMap((scheme) => scheme.targets);
  const targeted = targets.length === 0 || targets.some(isClassName) ? () => true : listMatcher(targets);
  return (name) => {
    const isIgnored = ignored(name);
    if (isIgnored !== false) return isIgnored === undefined ? undefined : false;
    return targeted(name);
  };
}

/** `Linear`, as against the name of a module or an expression. */
function isClassName(target: string): boolean {
  return /^[A-Z]\w*$/.test(target);
}

/** compressed-tensors' lists: whole names and `re:` expressions. A name that only another spelling of the module matches decides nothing. */
function listMatcher(list: readonly string[]): Matcher {
  const names = new Set(list.filter((item) => !item.startsWith('re:')).map(canonicalName));
  const expressions = list.filter((item) => item.startsWith('re:')).map((item) => pythonMatcher(item.slice(3)));
  return (name) => {
    if (names.has(canonicalName(name)) || expressions.some((matches) => matches(name))) return true;
    const doubtful = expressions.some((matches) => variantsOf(name).some((variant) => matches(variant) !== false));
    return doubtful ? undefined : false;
  };
}

/** Globs, and listed texts anywhere in the name; MIXED_PRECISION lists what is quantized instead. */
function modelOpt(quantization: Quantization): Answer {
  const ignored = globMatcher((quantization.ignored?.value ?? []).map(canonicalName));
  const isMixed = quantization.algorithm?.value.toUpperCase() === 'MIXED_PRECISION';
  const quantized = isMixed ? new Set(quantization.schemes.flatMap((scheme) => scheme.targets).map(canonicalName)) : undefined;
  const answers = new Map<string, boolean>();
  return (name) => {
    const canonical = canonicalName(name);
    // The same module is asked for under several names, and the list may hold a thousand.
    const known = answers.get(canonical);
    if (known !== undefined) return known;
    const answer = !ignored(canonical) && (quantized === undefined || isWithin(quantized, canonical));
    answers.set(canonical, answer);
    return answer;
  };
}

/** The module itself or one that holds it. */
function isWithin(names: ReadonlySet<string>, name: string): boolean {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) if (names.has(name.slice(0, end))) return true;
  return false;
}
