import { t } from '../../text/localize.ts';
import type { FusedLayout } from '../fused-layouts.ts';
import type { MlpModule } from '../mlp-modules.ts';
import { Refusal } from '../refusal.ts';
import type { StoredTensor } from '../safetensors-header.ts';
import type { TensorChange } from '../tensor-change.ts';
import type { Widening } from '../widths.ts';

/** Everything that a way of storing needs to widen one linear layer. */
export interface WideningModule {
  readonly module: MlpModule;
  readonly widening: Widening;
  /** True: each new channel stands after an old one; only where nothing is quantized. */
  readonly interleaved: boolean;
  /** How gate and up lie in one matrix; undefined: not known for the family. */
  readonly fused: FusedLayout | undefined;
  readonly stackOrder: 'in-out' | 'out-in' | undefined;
}

/** What becomes of the tensors of a layer; a tensor that is not named stays as it is. */
export type Changes = readonly (readonly [StoredTensor, TensorChange])[];

/** A tensor that the way of storing cannot do without. */
export function required({ name, tensors }: MlpModule, parameter: string): StoredTensor {
  const found = tensors.get(parameter);
  if (!found) throw new Refusal(t('{0} has no {1}', name, parameter));
  return found;
}

/** Refuses a layer that holds more than its way of storing is known to have. */
export function allowOnly({ tensors }: MlpModule, allowed: readonly string[]): void {
  for (const [parameter, { name }] of tensors)
    if (!allowed.includes(parameter)) throw new Refusal(t('{0} is not part of any storage format that is known here', name));
}

/** Parts along the output side by its length: one, or gate and up together in the family's layout. */
export function partsOf(
  { module, widening, fused }: WideningModule,
  length: number | undefined,
  units = (elements: number) => elements,
): { readonly parts: number; readonly together: number } {
  const one = units(widening.from);
  if (module.side === 'down' || length !== 2 * one) return { parts: 1, together: 1 };
  if (fused === undefined)
    throw new Refusal(t('{0} holds gate and up in one matrix, in a layout that is not known for this family of models', module.name));
  return fused === 'halves' ? { parts: 2, together: 1 } : { parts: 1, together: 2 };
}

/** Refuses a width that is not made of whole groups: the last one would mix old and new channels. */
export function needWhole({ from, to }: Widening, unit: number, what: string): void {
  if (from % unit !== 0) throw new Refusal(t('the width {0} is not a multiple of the {1} {2}: the last one is not full', from, what, unit));
  if (to % unit !== 0) throw new Refusal(t('the new width {0} is not a multiple of the {1} {2}', to, what, unit));
}

/** A 32-bit word, little end first. */
export function word(value: number): Uint8Array {
  return Uint8Array.from([value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff]);
}

export const zero = Uint8Array.from([0]);
