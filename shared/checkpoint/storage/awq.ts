import { oneOf } from '../dtypes.ts';
import type { StoredTensor } from '../safetensors-header.ts';
import { unexpectedShape, widened } from '../tensor-change.ts';
import { widenBias } from './plain.ts';
import { allowOnly, type Changes, needWhole, partsOf, required, type WideningModule, word } from './stored-module.ts';

const perWord = 8;

/**
 * AutoAWQ's gemm: eight 4-bit outputs a word, `qweight` [in, out/8], `qzeros` [in/group, out/8], `scales` [in/group, out]. Whole words of 0
 * with zero points of 0 and scales of 1 stand for zeros, whatever the order inside a word is.
 */
export function widenAwq(wide: WideningModule, groupSize: number): Changes {
  const { module, widening } = wide;
  allowOnly(module, ['qweight', 'qzeros', 'scales', 'bias']);
  const qweight = required(module, 'qweight');
  const qzeros = required(module, 'qzeros');
  const scales = required(module, 'scales');
  checkShapes(qweight, qzeros, scales, groupSize);
  const one = oneOf(scales.dtype);
  if (one === undefined) throw unexpectedShape(scales, 'F16');
  if (module.side === 'down') {
    needWhole(widening, groupSize, 'group_size');
    const groups = (elements: number): number => elements / groupSize;
    return [
      [qweight, widened(qweight, { ...widening, axis: 0, fill: word(0) })],
      [qzeros, widened(qzeros, { ...widening, axis: 0, units: groups, fill: word(0) })],
      [scales, widened(scales, { ...widening, axis: 0, units: groups, fill: one })],
    ];
  }
  needWhole(widening, perWord, 'pack factor');
  const words = (elements: number): number => elements / perWord;
  const packed = { ...widening, axis: 1, units: words, ...partsOf(wide, qweight.shape[1], words), fill: word(0) };
  return [
    [qweight, widened(qweight, packed)],
    [qzeros, widened(qzeros, packed)],
    [scales, widened(scales, { ...widening, axis: 1, ...partsOf(wide, scales.shape[1]), fill: one })],
    ...widenBias(wide),
  ];
}

function checkShapes(qweight: StoredTensor, qzeros: StoredTensor, scales: StoredTensor, groupSize: number): void {
  const [inputs = 0, words = 0] = qweight.shape;
  const groups = inputs / groupSize;
  if (qweight.dtype !== 'I32' || qweight.shape.length !== 2) throw unexpectedShape(qweight, 'I32 [in, out / 8]');
  if (qzeros.dtype !== 'I32' || !isShape(qzeros, groups, words)) throw unexpectedShape(qzeros, `I32 [${groups}, ${words}]`);
  if (!isShape(scales, groups, words * perWord)) throw unexpectedShape(scales, `[${groups}, ${words * perWord}]`);
}

function isShape({ shape }: StoredTensor, ...sides: readonly number[]): boolean {
  return shape.length === sides.length && sides.every((side, axis) => shape[axis] === side);
}
