import type { Matrix } from './linear-layers.ts';
import { valueAt } from './numbers.ts';
import type { Tensor } from './tensor-files.ts';

/** An MLP of one rank, in plain numbers. */
export interface Mlp {
  /** Absent: no gate. */
  readonly gate?: Matrix;
  readonly up: Matrix;
  readonly down: Matrix;
  readonly gateBias?: Tensor;
  readonly upBias?: Tensor;
  readonly downBias?: Tensor;
  readonly act?: (gate: number, up: number) => number;
}

const silu = (gate: number, up: number): number => (gate / (1 + Math.exp(-gate))) * up;
const geluPlain = (up: number): number => 0.5 * up * (1 + Math.tanh(0.7978845608 * (up + 0.044715 * up ** 3)));
/** gpt-oss: the value that passes when the gate is open is up + 1. */
export const openGate = (gate: number, up: number): number => (up + 1) * gate * (1 / (1 + Math.exp(-1.702 * gate)));

/**
 * y = down · act(gate · x, up · x), every sum taken one by one in 32 bits. The ranks' parts go on from the sum of the rank before, so that the order is
 * that of one rank alone.
 */
export function forward(ranks: readonly Mlp[], input: readonly number[]): readonly number[] {
  const [first] = ranks;
  const outputs = first?.down.outputs ?? 0;
  const sums = Array.from({ length: outputs }, () => 0);
  for (const mlp of ranks) {
    const hidden = hiddenOf(mlp, input);
    for (let output = 0; output < outputs; output++) sums[output] = dot(mlp.down, output, hidden, sums[output] ?? 0);
  }
  return sums.map((sum, output) => (first?.downBias ? Math.fround(sum + valueAt(first.downBias, output)) : sum));
}

function hiddenOf({ gate, up, gateBias, upBias, act }: Mlp, input: readonly number[]): readonly number[] {
  return Array.from({ length: up.outputs }, (_, channel) => {
    const raised = Math.fround(dot(up, channel, input, 0) + (upBias ? valueAt(upBias, channel) : 0));
    if (!gate) return Math.fround(geluPlain(raised));
    const gated = Math.fround(dot(gate, channel, input, 0) + (gateBias ? valueAt(gateBias, channel) : 0));
    return Math.fround((act ?? silu)(gated, raised));
  });
}

function dot(matrix: Matrix, output: number, input: readonly number[], from: number): number {
  if (matrix.inputs !== input.length) throw new Error(`${matrix.inputs} inputs for ${input.length}`);
  let sum = from;
  for (let at = 0; at < matrix.inputs; at++) sum = Math.fround(sum + Math.fround(matrix.at(output, at) * (input[at] ?? 0)));
  return sum;
}
