import { t } from '../../text/localize.ts';
import { oneOf } from '../dtypes.ts';
import type { MlpModule } from '../mlp-modules.ts';
import { Refusal } from '../refusal.ts';
import type { StoredTensor } from '../safetensors-header.ts';
import { type TensorChange, unexpectedShape, widened } from '../tensor-change.ts';
import type { Widening } from '../widths.ts';
import { widenBias } from './plain.ts';
import { allowOnly, type Changes, needWhole, partsOf, required, type WideningModule, word } from './stored-module.ts';

/** What config.json says of a GPTQ checkpoint. */
export interface GptqStorage {
  /** -1: one group for all inputs. */
  readonly groupSize: number;
  /** v1 stores a zero point less one. */
  readonly version: 1 | 2;
  readonly symmetric: boolean;
}

/**
 * GPTQ: codes packed along the input, `qweight` [in·bits/32, out], `qzeros` [groups, out·bits/32], `scales` [groups, out], `g_idx` [in]. New
 * codes are the middle one and so are new zero points, which makes zeros; new inputs are groups of their own.
 */
export function widenGptq(wide: WideningModule, storage: GptqStorage): Changes {
  const { module, widening } = wide;
  allowOnly(module, ['qweight', 'qzeros', 'scales', 'g_idx', 'bias']);
  const stored = { ...tensorsOf(module), groups: groupIndex(module) };
  const bits = bitsOfCodes(stored, module, widening);
  const perWord = 32 / bits;
  const code = middle(bits);
  const zeroPoint = word(storage.version === 1 ? code - ones(bits) : code);
  const words = (elements: number): number => elements / perWord;
  needWhole(widening, perWord, 'pack factor');
  if (module.side === 'down') return widenInputs(stored, { widening, words, storage, code: word(code), zeroPoint });
  const outputs = { ...widening, axis: 1, ...partsOf(wide, stored.scales.shape[1]) };
  return [
    [stored.qweight, widened(stored.qweight, { ...outputs, fill: word(code) })],
    [stored.qzeros, widened(stored.qzeros, { ...outputs, units: words, fill: zeroPoint })],
    [stored.scales, widened(stored.scales, { ...outputs, fill: oneFor(stored.scales) })],
    ...widenBias(wide),
  ];
}

interface GptqTensors {
  readonly qweight: StoredTensor;
  readonly qzeros: StoredTensor;
  readonly scales: StoredTensor;
  readonly groups: StoredTensor | undefined;
}

interface InputFill {
  readonly widening: Widening;
  readonly words: (elements: number) => number;
  readonly storage: GptqStorage;
  readonly code: Uint8Array;
  readonly zeroPoint: Uint8Array;
}

function widenInputs({ qweight, qzeros, scales, groups }: GptqTensors, fill: InputFill): Changes {
  const { widening, words, storage, code, zeroPoint } = fill;
  const { groupSize } = storage;
  const codes: Changes[number] = [qweight, widened(qweight, { ...widening, axis: 0, units: words, fill: code })];
  if (groupSize < 0) {
    if (!storage.symmetric) throw new Refusal(t('one group for all inputs (group_size -1) has no code for zero unless it is symmetric'));
    return [codes, ...(groups ? [[groups, moreGroups(groups, widening, () => 0)] as const] : [])];
  }
  needWhole(widening, groupSize, 'group_size');
  const perGroup = { ...widening, axis: 0, units: (elements: number) => elements / groupSize };
  return [
    codes,
    [qzeros, widened(qzeros, { ...perGroup, fill: zeroPoint })],
    [scales, widened(scales, { ...perGroup, fill: oneFor(scales) })],
    ...(groups ? [[groups, moreGroups(groups, widening, (input) => Math.floor(input / groupSize))] as const] : []),
  ];
}

/** The group of each new input; act-order mixes the old ones, the new ones follow on. */
export function moreGroups(groups: StoredTensor, widening: Widening, groupOf: (input: number) => number): TensorChange {
  const ids = new Uint8Array((widening.to - widening.from) * 4);
  for (let at = 0; at < ids.length; at += 4) ids.set(word(groupOf(widening.from + at / 4)), at);
  return widened(groups, { ...widening, axis: 0, fill: ids });
}

function tensorsOf(module: MlpModule): Omit<GptqTensors, 'groups'> {
  const qweight = required(module, 'qweight');
  const qzeros = required(module, 'qzeros');
  for (const tensor of [qweight, qzeros]) {
    if (tensor.dtype !== 'I32' || tensor.shape.length !== 2) throw unexpectedShape(tensor, t('a matrix of I32'));
  }
  return { qweight, qzeros, scales: required(module, 'scales') };
}

function groupIndex(module: MlpModule): StoredTensor | undefined {
  const groups = module.tensors.get('g_idx');
  if (groups && groups.dtype !== 'I32') throw unexpectedShape(groups, 'I32');
  return groups;
}

/** 4 or 8, by the shapes: GPTQModel's `dynamic` may give layers other bits than the rest. */
function bitsOfCodes({ qweight, qzeros, scales }: Omit<GptqTensors, 'groups'>, module: MlpModule, { from }: Widening): 4 | 8 {
  const [rows = 0, outputs = 0] = qweight.shape;
  const [groups = 0, words = 0] = qzeros.shape;
  const bits = (32 * words) / outputs;
  const isWhole = scales.shape[0] === groups && scales.shape[1] === outputs && (module.side === 'up' || (32 * rows) / from === bits);
  if (!isWhole) throw unexpectedShape(qweight, t('[in × bits / 32, out] with qzeros and scales to match'));
  if (bits === 4 || bits === 8) return bits;
  throw new Refusal(t('{0} has {1} bits a weight; 4 and 8 are known', module.name, bits));
}

/** The code in the middle, 8 or 128, as often as it fits into a word. */
export function middle(bits: 4 | 8): number {
  return bits === 4 ? 0x88888888 : 0x80808080;
}

function ones(bits: 4 | 8): number {
  return bits === 4 ? 0x11111111 : 0x01010101;
}

export function oneFor(scales: StoredTensor): Uint8Array {
  const one = oneOf(scales.dtype);
  if (one === undefined) throw new Refusal(t('{0} is stored as {1}', scales.name, scales.dtype));
  return one;
}
