import type { ModelConfig } from '../model/model-config.ts';
import { type MlpModule, mlpModulesOf } from './mlp-modules.ts';
import type { StoredTensor } from './safetensors-header.ts';
import { type MlpRole, mlpRoles } from './widths.ts';

/** The width that the weights themselves have, and a tensor that shows it. */
export interface StoredWidth {
  readonly width: number;
  readonly tensor: string;
}

/**
 * Inner widths of MLPs by the shapes of their tensors. A kind is left out where its layers differ, and where the way they are stored does not
 * show the width beyond doubt.
 *
 * @param headers texts of safetensors headers
 */
export function storedWidths(headers: readonly string[], model: ModelConfig): ReadonlyMap<MlpRole, StoredWidth> {
  const tensors = headers.flatMap(tensorsIn);
  const found = new Map<MlpRole, StoredWidth | undefined>();
  for (const module of mlpModulesOf(tensors, new Set(mlpRoles))) {
    const stored = widthOf(module, model);
    if (stored === undefined) continue;
    const other = found.get(module.role);
    const isSame = !found.has(module.role) || other?.width === stored.width;
    found.set(module.role, isSame ? (other ?? stored) : undefined);
  }
  return new Map([...found].flatMap(([role, stored]) => (stored === undefined ? [] : [[role, stored] as const])));
}

/** Tensors of a header, as far as they are described as the format has it. */
function tensorsIn(header: string): readonly StoredTensor[] {
  try {
    const parsed: unknown = JSON.parse(header);
    if (typeof parsed !== 'object' || parsed === null) return [];
    return Object.entries(parsed).flatMap(([name, value]) => tensorOf(name, value));
  } catch {
    return [];
  }
}

function tensorOf(name: string, value: unknown): readonly StoredTensor[] {
  if (typeof value !== 'object' || value === null || !('dtype' in value) || !('shape' in value)) return [];
  const { dtype, shape } = value;
  if (typeof dtype !== 'string' || !Array.isArray(shape) || !shape.every((side) => typeof side === 'number')) return [];
  return [{ name, dtype, shape, begin: 0, end: 0 }];
}

/** Names of layers whose outputs are one width and nothing else, whatever the family. */
const singleLayers: ReadonlySet<string> = new Set(['gate_proj', 'up_proj', 'w1', 'w3', 'fc1', 'linear_fc1']);

/** The usual places of an MLP: other blocks beside it may have widths of their own. */
const usualParents: Readonly<Record<MlpRole, RegExp>> = {
  dense: /\.\d+\.(mlp|feed_forward|ffn)$/,
  routed: /\.experts\.\d+$/,
  shared: /\.shared_experts?$/,
  vision: /\.(blocks|layers)\.\d+\.mlp$/,
};

function widthOf({ name, parent, role, side, tensors }: MlpModule, model: ModelConfig): StoredWidth | undefined {
  const projection = name.slice(parent.length + 1);
  if (side !== 'up' || !singleLayers.has(projection) || !usualParents[role].test(parent)) return undefined;
  const hidden = (role === 'vision' ? model.vision : model.decoder)?.hiddenSize?.value;
  return plainWidth(tensors, hidden) ?? integerWidth(tensors, hidden) ?? packedWidth(tensors);
}

const wholeTypes: ReadonlySet<string> = new Set(['BF16', 'F16', 'F32', 'F8_E4M3', 'F8_E5M2', 'I8']);

/** [out, in]; the other side must be the model's own, so that it is no packed or flattened form. */
function plainWidth(tensors: MlpModule['tensors'], hidden: number | undefined): StoredWidth | undefined {
  const weight = tensors.get('weight');
  const [outputs, inputs] = weight?.shape ?? [];
  if (!weight || outputs === undefined || weight.shape.length !== 2 || inputs !== hidden || !wholeTypes.has(weight.dtype)) return undefined;
  return { width: outputs, tensor: weight.name };
}

/** AWQ and GPTQ keep a scale for each output: [groups, out]. */
function integerWidth(tensors: MlpModule['tensors'], hidden: number | undefined): StoredWidth | undefined {
  const scales = tensors.get('scales');
  const [groups, outputs] = scales?.shape ?? [];
  if (!scales || groups === undefined || outputs === undefined || scales.shape.length !== 2 || !tensors.has('qweight')) return undefined;
  // Other tools' scales lie the other way round: then the first side is the width.
  return hidden !== undefined && hidden % groups === 0 && groups < outputs ? { width: outputs, tensor: scales.name } : undefined;
}

/** compressed-tensors packs the inputs alone. */
function packedWidth(tensors: MlpModule['tensors']): StoredWidth | undefined {
  const packed = tensors.get('weight_packed');
  const [outputs] = packed?.shape ?? [];
  return packed && outputs !== undefined && packed.dtype === 'I32' && packed.shape.length === 2
    ? { width: outputs, tensor: packed.name }
    : undefined;
}
