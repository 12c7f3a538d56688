import type { EngineName, ListedName } from './engine.ts';

/**
 * Words one of which any document with a launch of the engine contains, in lower case. They stand apart from the engines,
 * so that a first look at a document loads none of them.
 */
const engineMarks: Readonly<Record<EngineName, readonly string[]>> = {
  // The rollout of verl is vLLM's where no other engine is named, and so are the services of KServe.
  vllm: [
    'vllm',
    'rollout.tensor_model_parallel_size',
    'inferenceservice',
    'llm_configs',
    'model_loading_config',
    // The charts of the production stack.
    'modelurl:',
    // Arguments that are written apart from the program.
    '--max-model-len',
    '--enforce-eager',
    '--moe-backend',
    ...keys(
      'max-model-len gpu-memory-utilization max-num-seqs max-num-batched-tokens disable-log-requests enable-expert-parallel ' +
        'enforce-eager async-scheduling multi-step-stream-outputs',
    ),
  ],
  sglang: ['sglang', ...keys('mem-fraction-static chunked-prefill-size max-running-requests disaggregation-mode enable-dp-attention')],
  lmdeploy: ['lmdeploy', ...keys('cache-max-entry-count')],
  trtllm: [
    'trtllm',
    'trt_llm',
    'tensorrt_llm',
    'tensorrt-llm',
    'convert_checkpoint.py',
    'quickstart_advanced.py',
    ...keys('kv-cache-free-gpu-mem-fraction kv-cache-free-gpu-memory-fraction llm-api-args'),
  ],
  tgi: ['text-generation-launcher', 'text-generation-inference', 'tgi-gaudi', '--num-shard'],
};

/** A file of options names no engine: keys of YAML that only one engine has. */
function keys(names: string): readonly string[] {
  return names.split(' ').flatMap((name) => [`${name}:`, `${name.replaceAll('-', '_')}:`]);
}

/** The same for engines that are only listed: a look for rules passes over them. */
const listedMarks: Readonly<Record<ListedName, readonly string[]>> = {
  mlc: ['mlc_llm'],
  'deepspeed-mii': ['mii.serve', 'mii.pipeline', 'mii.entrypoints', 'from mii'],
  transformers: ['swift infer', 'swift deploy', 'swift app', 'swift.cli', 'swift/cli', 'rollout.name=hf'],
};

/** The same for device maps: arguments of Transformers and Accelerate. */
const deviceMapMarks: readonly string[] = ['device_map', 'max_memory'];

/** False only for a text that certainly names no engine. Costs next to nothing, however long the text. */
export function namesAnEngine(text: string): boolean {
  return anyEngine.test(text);
}

/** False only for a text that certainly names no engine and has no device map. */
export function isWorthReading(text: string): boolean {
  return anyMark.test(text);
}

/** False only for a text that certainly names none of the engines that are only listed. */
export function namesAListedEngine(text: string): boolean {
  return anyListed.test(text);
}

const anyListed = oneOf(Object.values(listedMarks).flat());
const anyEngine = oneOf(Object.values(engineMarks).flat());
const anyMark = oneOf([...Object.values(engineMarks).flat(), ...deviceMapMarks]);

function oneOf(marks: readonly string[]): RegExp {
  return new RegExp(marks.map((mark) => mark.replaceAll('.', '\\.')).join('|'), 'i');
}
