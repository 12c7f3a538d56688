import { keywordOf } from '../keywords-of.ts';
import { entryOf, itemsOf, listAt, mapAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { modelKeyword } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

/** Baseten's Truss with a model of one's own: what its program gives the engine among the requirements. */
export const trussMetadata: Shape = {
  name: 'truss-metadata',
  read: (map) => {
    const metadata = mapAt(map, 'model_metadata');
    const size = metadata && entryOf(metadata, 'tensor_parallel');
    const engine = engineOf(map);
    if (metadata === undefined || size === undefined || engine === undefined) return undefined;
    const given = [...modelKeyword(metadata, 'repo_id'), keywordOf(size, 'tensor_parallel_size')];
    const keywords = { callee: `yaml:${engine}`, calleeSpan: metadata.span, given, complete: false };
    return { commands: [keywordCommand({ at: size.keySpan, span: metadata.span }, keywords)], taken: [metadata] };
  },
};

/** The only engine that is required. */
function engineOf(map: YamlMap): string | undefined {
  const list = listAt(map, 'requirements');
  const required = (list === undefined ? [] : itemsOf(list)).flatMap((item) => {
    const text = item.kind === 'scalar' && typeof item.value === 'string' ? item.value : '';
    return /^(vllm|sglang)\b/.exec(text)?.[1] ?? [];
  });
  return new Set(required).size === 1 ? required[0] : undefined;
}
