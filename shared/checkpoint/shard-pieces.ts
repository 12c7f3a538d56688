import { type Piece, piecesOf } from './pieces.ts';
import type { SafetensorsHeader } from './safetensors-header.ts';
import type { TensorChange } from './tensor-change.ts';

/** The steps that make the data of a padded file from that of the old one, in order; runs of unchanged tensors are one step. */
export function* shardPieces(header: SafetensorsHeader, changes: ReadonlyMap<string, TensorChange>): Generator<Piece> {
  let unchanged = 0;
  for (const tensor of header.tensors) {
    const change = changes.get(tensor.name);
    if (!change) {
      unchanged += tensor.end - tensor.begin;
      continue;
    }
    if (unchanged > 0) yield { kind: 'copy', bytes: unchanged };
    unchanged = 0;
    const { times, pieces } = piecesOf(tensor, change);
    for (let time = 0; time < times; time++) yield* pieces;
  }
  if (unchanged > 0) yield { kind: 'copy', bytes: unchanged };
}
