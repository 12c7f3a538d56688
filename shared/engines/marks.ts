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

/** False only for a text that certainly names no engine. Costs next to nothing, however long the text. */
export function namesAnEngine(text: string): boolean {
  return anyMark.test(text);
}

const anyMark = new RegExp(
  Object.values(engineMarks)
    .flat()
    .map((mark) => mark.replaceAll('.', '\\.'))
    .join('|'),
  'i',
);
