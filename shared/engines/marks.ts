import type { EngineName } from './engine.ts';

/**
 * Words one of which any document with a launch of the engine contains, in lower case. They stand apart from the engines,
 * so that a first look at a document loads none of them.
 */
const engineMarks: Readonly<Record<EngineName, readonly string[]>> = {
  vllm: ['vllm'],
  sglang: ['sglang'],
  lmdeploy: ['lmdeploy'],
  trtllm: ['trtllm', 'tensorrt_llm', 'tensorrt-llm', 'convert_checkpoint.py', 'quickstart_advanced.py'],
  tgi: ['text-generation-launcher', 'text-generation-inference'],
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

const anyEngine = oneOf(Object.values(engineMarks).flat());
const anyMark = oneOf([...Object.values(engineMarks).flat(), ...deviceMapMarks]);

function oneOf(marks: readonly string[]): RegExp {
  return new RegExp(marks.map((mark) => mark.replaceAll('.', '\\.')).join('|'), 'i');
}
