import type { StoredTensor } from './safetensors-header.ts';
import type { MlpRole } from './widths.ts';

/** A linear layer of an MLP, with everything that is stored for it. */
export interface MlpModule {
  /** `model.layers.0.mlp.down_proj`. */
  readonly name: string;
  /** `model.layers.0.mlp`. */
  readonly parent: string;
  readonly role: MlpRole;
  /** `up`: its outputs are the width (gate, up, or both in one); `down`: its inputs are. */
  readonly side: 'up' | 'down';
  /** By what stands after the layer's name: `weight`, `qweight`, `bias`. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** The linear layers of all MLPs whose kind is among `roles`, and which part of the model each tensor belongs to. */
export function mlpModulesOf(tensors: Iterable<StoredTensor>, roles: ReadonlySet<MlpRole>): readonly MlpModule[] {
  const modules = new Map<string, MlpModule & { readonly tensors: Map<string, StoredTensor> }>();
  for (const tensor of tensors) {
    const place = placeOf(tensor.name);
    if (!place || !roles.has(place.role)) continue;
    const { parameter, ...known } = place;
    const module = modules.get(place.name) ?? { ...known, tensors: new Map() };
    module.tensors.set(parameter, tensor);
    modules.set(place.name, module);
  }
  return [...modules.values()];
}

/** The part of the model that a tensor belongs to; undefined for a part whose MLPs have a width of their own (audio, speech, projectors). */
export function towerOf(name: string): 'decoder' | 'vision' | undefined {
  if (/(^|[._])(merger|projector|connector|resampler|adapter|aligner|deepstack)|^mlp1\./.test(name)) return undefined;
  if (/(^|\.)(talker|code2wav|token2wav|code_predictor|audio\w*|speech\w*)\./.test(name)) return undefined;
  if (/(^|\.)(visual|vision\w*|vit|vpm|image_encoder)\./.test(name)) return 'vision';
  return /(^|\.)encoder\./.test(name) ? undefined : 'decoder';
}

interface ModulePlace extends Omit<MlpModule, 'tensors'> {
  readonly parameter: string;
}

const ups = ['gate_proj', 'up_proj', 'gate_up_proj', 'w1', 'w3', 'fc1', 'c_fc', 'dense_h_to_4h', 'linear_fc1', 'input_linear'];
const downs = ['down_proj', 'w2', 'fc2', 'c_proj', 'dense_4h_to_h', 'linear_fc2', 'output_linear'];
const sides: ReadonlyMap<string, MlpModule['side']> = new Map([
  ...ups.map((name) => [name, 'up'] as const),
  ...downs.map((name) => [name, 'down'] as const),
]);

function placeOf(name: string): ModulePlace | undefined {
  const tower = towerOf(name);
  const pieces = name.split('.');
  if (tower === undefined || pieces.some((piece) => /attn|attention/.test(piece))) return undefined;
  const stacked = stackedPlace(pieces);
  const [projection, parameter] = stacked ?? [pieces.at(-2) ?? '', pieces.at(-1) ?? ''];
  const side = sides.get(projection);
  if (side === undefined) return undefined;
  const parent = pieces.slice(0, stacked ? -1 : -2).join('.');
  return { name: `${parent}.${projection}`, parent, role: roleOf(tower, pieces), side, parameter };
}

/** Experts that are stored in one tensor have no layer of their own: `mlp.experts.gate_up_proj`, `mlp.experts.gate_up_proj_bias`. */
function stackedPlace(pieces: readonly string[]): readonly [string, string] | undefined {
  if (pieces.at(-2) !== 'experts') return undefined;
  const last = pieces.at(-1) ?? '';
  const projection = [...sides.keys()].find((name) => last === name || last.startsWith(`${name}_`));
  return projection === undefined ? undefined : [projection, last === projection ? 'weight' : last.slice(projection.length + 1)];
}

function roleOf(tower: 'decoder' | 'vision', pieces: readonly string[]): MlpRole {
  if (tower === 'vision') return 'vision';
  if (pieces.some((piece) => /^shared_(mlp|experts?)$/.test(piece))) return 'shared';
  const sparse = pieces.includes('experts') || pieces.includes('block_sparse_moe');
  return sparse ? 'routed' : 'dense';
}
