import type { Keyword, Keywords } from '../../documents/keywords.ts';
import type { Call, Calls } from '../launches/calls.ts';
import type { OptionSet } from './option-table.ts';
import { yamlCalls } from './yaml-calls.ts';

const sets: readonly OptionSet[] = ['serve'];

const llm: Call = { entryPoint: { name: 'tensorrt_llm.LLM', sets, model: 'option', strict: false }, implied: builtEngine };

/** tensorrt_llm/llmapi/llm.py LLM: keywords are the fields of llm_args.py, called as the options are. Other modules have other backends. */
export const calls: Calls = {
  'tensorrt_llm.*.LLM': llm,
  'tensorrt_llm._tensorrt_engine.LLM': { ...llm, implied: (keywords) => [backend('tensorrt', keywords)] },
  'tensorrt_llm._torch.auto_deploy.LLM': { ...llm, implied: (keywords) => [backend('_autodeploy', keywords)] },
  ...yamlCalls,
};

/** A configuration to build an engine by is of the older backend alone. */
function builtEngine(keywords: Keywords): readonly (readonly [string, Keyword])[] {
  return keywords.given.some(({ name }) => name === 'build_config') ? [backend('tensorrt', keywords)] : [];
}

function backend(name: string, { calleeSpan: span }: Keywords): readonly [string, Keyword] {
  return ['backend', { name: 'backend', nameSpan: span, value: name, word: { text: name, source: name, span, pieces: [] } }];
}
