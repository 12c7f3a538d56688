import type { Keyword } from '../../keywords.ts';
import { keywordsOf } from '../keywords-of.ts';
import { entryOf, mapAt, scalarAt, textAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { modelBeside, modelKeyword } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

/** Settings of training programs that start an engine beside the training, under names of their own: TRL, ms-swift. */
export const training: Shape = {
  name: 'training',
  read: (map, page) => {
    const size = entryOf(map, 'vllm_tensor_parallel_size');
    const mode = textAt(map, 'vllm_mode');
    const isOff = scalarAt(map, 'use_vllm')?.value === false || (mode !== undefined && mode !== 'colocate');
    if (isOff || (size === undefined && mode !== 'colocate')) return undefined;
    const keywords = keywordsOf(map, 'yaml:training', map.span);
    const own = keywords.given.filter(({ name }) => name?.startsWith('vllm_') === true);
    const given = [...modelOf(map, page.root.kind === 'map' ? page.root : undefined), ...own];
    const at = size?.keySpan ?? entryOf(map, 'vllm_mode')?.keySpan ?? map.span;
    const span = { start: at.start, end: map.span.end };
    return { commands: [keywordCommand({ at, span }, { ...keywords, given })], taken: [map] };
  },
};

/** Beside the size, or at the top where that stands in a part of its own. */
function modelOf(map: YamlMap, root: YamlMap | undefined): readonly Keyword[] {
  const beside = modelBeside(map);
  return beside.length > 0 || mapAt(root, 'model') !== undefined ? beside : modelBeside(root);
}

/** verl: `actor_rollout_ref: {model: {path: …}, rollout: {name: vllm, tensor_model_parallel_size: 2}}`. */
export const verlRollout: Shape = {
  name: 'verl-rollout',
  read: (map, page) => {
    // A file of Hydra's for the rollout alone.
    const isAlone = map === page.root && map.entries.has('temperature') && map.entries.has('free_cache_engine');
    const rollout = isAlone ? map : mapAt(map, 'rollout');
    const size = rollout && entryOf(rollout, 'tensor_model_parallel_size');
    const engine = textAt(rollout, 'name');
    if (rollout === undefined || size === undefined || !['vllm', 'sglang', 'trtllm'].includes(engine ?? '')) return undefined;
    const keywords = keywordsOf(rollout, `yaml:verl-${engine}`, rollout.span);
    const own = keywords.given.filter(({ name }) => verlNames.has(name ?? ''));
    const given = [...(isAlone ? [] : modelKeyword(mapAt(map, 'model'), 'path')), ...own];
    const complete =
      keywords.complete && ['engine_kwargs', 'data_parallel_size', 'expert_parallel_size'].every((key) => !rollout.entries.has(key));
    return {
      commands: [keywordCommand({ at: rollout.span, span: rollout.span }, { ...keywords, given, complete })],
      taken: [rollout],
    };
  },
};

/** What verl gives the engine as it stands. */
const verlNames: ReadonlySet<string> = new Set([
  'tensor_model_parallel_size',
  'pipeline_model_parallel_size',
  'gpu_memory_utilization',
  'max_num_seqs',
]);

/** LLaMA-Factory: `infer_backend: vllm`, over as many GPUs as there are. */
export const llamafactory: Shape = {
  name: 'llamafactory',
  read: (map) => {
    const backend = entryOf(map, 'infer_backend');
    const engine = textAt(map, 'infer_backend');
    const model = modelKeyword(map, 'model_name_or_path');
    if (backend === undefined || model.length === 0 || (engine !== 'vllm' && engine !== 'sglang')) return undefined;
    const keywords = { callee: `yaml:${engine}`, calleeSpan: backend.keySpan, given: model, complete: false };
    return { commands: [keywordCommand({ at: backend.keySpan, span: map.span }, keywords)], taken: [map] };
  },
};
