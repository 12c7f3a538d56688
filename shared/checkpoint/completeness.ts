import type { ModelConfig } from '../model/model-config.ts';
import { t } from '../text/localize.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type MlpModule, towerOf } from './mlp-modules.ts';
import { Refusal } from './refusal.ts';
import type { StoredTensor } from './safetensors-header.ts';
import { type MlpRole, type Widening, widthFact } from './widths.ts';

/** Each MLP must have both sides, and each layer of the decoder an MLP: a layer that is stored in a way not known here would keep its width. */
export function checkCompleteness(modules: readonly MlpModule[], model: ModelConfig, widenings: ReadonlyMap<MlpRole, Widening>): void {
  for (const [role, { from }] of widenings) {
    // Two kinds may share a key of the config, of which the model has one only.
    const twin = [...widenings.keys()].some((other) => other !== role && isSameKey(model, role, other));
    if (!twin && !modules.some((module) => module.role === role)) throw new Refusal(t('no MLP of width {0} is found in the weights', from));
  }
  const sides = new Map<string, Set<MlpModule['side']>>();
  for (const { parent, side } of modules) sides.set(parent, (sides.get(parent) ?? new Set()).add(side));
  for (const [parent, found] of sides)
    if (found.size < 2) throw new Refusal(t('{0} has no {1}', parent, found.has('up') ? 'down_proj' : 'up_proj'));
  checkLayers(modules, model, widenings);
}

/** Two roles of one key: then either may be missing. */
function isSameKey(model: ModelConfig, a: MlpRole, b: MlpRole): boolean {
  return widthFact(model, a)?.key === widthFact(model, b)?.key;
}

function checkLayers(modules: readonly MlpModule[], { decoder }: ModelConfig, widenings: ReadonlyMap<MlpRole, Widening>): void {
  const layers = decoder.layers?.value;
  if (layers === undefined || decoder.stateSpace !== undefined) return;
  // Layers that hold another kind of MLP are counted with that kind.
  if (decoder.experts !== undefined || !widenings.has('dense')) return;
  const found = new Set(modules.filter(({ role }) => role === 'dense').map(({ parent }) => /\.(\d+)(?=\.|$)/.exec(parent)?.[1]));
  if (found.size < layers)
    throw new Refusal(t('the config has {0} layers, and the weights hold {1} MLPs that are understood', layers, found.size));
}

/** A tensor that has the width as a side and is not understood, such as a norm inside the MLP, would not fit the padded rest. */
export function refuseUnknownTensors(
  { tensors }: Checkpoint,
  model: ModelConfig,
  widenings: ReadonlyMap<MlpRole, Widening>,
  modules: readonly MlpModule[],
): void {
  const known = new Set(modules.flatMap((module) => [...module.tensors.values()].map(({ name }) => name)));
  const parents = new Set(modules.map(({ parent }) => parent));
  const explained = otherSides(model);
  for (const tensor of tensors.values()) {
    if (known.has(tensor.name)) continue;
    const side = sideOf(tensor, widenings, explained);
    if (side === undefined || !isNearMlp(tensor.name, parents)) continue;
    throw new Refusal(
      isNorm(tensor) ? normReason(tensor.name) : t('{0} has a side of {1} as well, and is not understood', tensor.name, side),
    );
  }
}

function normReason(name: string): string {
  return t('{0} is a norm inside the MLP: its mean runs over the width, so that zeros change what it gives', name);
}

function isNorm({ name, shape }: StoredTensor): boolean {
  return shape.length === 1 && /norm|(^|[._])ln/.test(name);
}

/** The width, if one of the tensor's sides is made of it. */
function sideOf(
  { name, shape }: StoredTensor,
  widenings: ReadonlyMap<MlpRole, Widening>,
  explained: ReadonlySet<number>,
): number | undefined {
  const tower = towerOf(name);
  for (const [role, { from }] of widenings) {
    if ((role === 'vision') !== (tower === 'vision') || tower === undefined) continue;
    const side = [from, 2 * from].find((one) => shape.includes(one));
    if (side !== undefined && (!explained.has(side) || shape.length === 1)) return side;
  }
  return undefined;
}

/** Below an MLP that is widened, or in a layer and no part of its attention. */
function isNearMlp(name: string, parents: ReadonlySet<string>): boolean {
  if (/attn|attention|embed|lm_head|rotary|input_layernorm|router/.test(name)) return false;
  const pieces = name.split('.');
  return pieces.some((_, at) => parents.has(pieces.slice(0, at).join('.'))) || /\.\d+\./.test(name);
}

/** Sides that other parts of the model have. */
function otherSides({ decoder, vision }: ModelConfig): ReadonlySet<number> {
  const { attentionHeads, keyValueHeads, headDim, hiddenSize, vocabularySize } = decoder;
  const width = headDim?.value ?? 0;
  const sizes = [hiddenSize?.value, vocabularySize?.value, vision?.hiddenSize?.value];
  const heads = [attentionHeads?.value, keyValueHeads?.value].map((count) => (count ?? 0) * width);
  return new Set([...sizes, ...heads].filter((size) => size !== undefined));
}
