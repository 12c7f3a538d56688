import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Piece } from '../../../shared/checkpoint/pieces.ts';
import { transformOf } from '../../../shared/checkpoint/transform.ts';

const bytes = fc.uint8Array({ minLength: 1, maxLength: 9 });

const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.record({ kind: fc.constant('copy' as const), bytes: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constant('fill' as const), bytes: fc.integer({ min: 1, max: 60 }), pattern: bytes }),
  fc.record({ kind: fc.constant('spread' as const), unit: fc.integer({ min: 1, max: 40 }), count: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant('replace' as const), with: bytes }),
);

/** Old bytes that the steps take, counted up so that each is known by its value. */
function inputFor(pieces: readonly Piece[]): Uint8Array {
  const size = pieces.reduce((sum, one) => sum + takenBy(one), 0);
  return Uint8Array.from({ length: size }, (_, at) => 1 + (at % 251));
}

function takenBy(one: Piece): number {
  if (one.kind === 'copy') return one.bytes;
  if (one.kind === 'fill') return 0;
  return one.kind === 'spread' ? one.unit * one.count : one.with.length;
}

/** The steps as they are described, with everything in memory. */
function expected(pieces: readonly Piece[], input: Uint8Array): readonly number[] {
  let from = 0;
  return pieces.flatMap((one) => {
    const taken = [...input.subarray(from, from + takenBy(one))];
    from += taken.length;
    if (one.kind === 'copy') return taken;
    if (one.kind === 'fill') return Array.from({ length: one.bytes }, (_, at) => one.pattern[at % one.pattern.length] ?? 0);
    if (one.kind === 'replace') return [...one.with];
    const units = Array.from({ length: one.count }, (_, unit) => taken.slice(unit * one.unit, (unit + 1) * one.unit));
    return units.flatMap((unit) => [...unit, ...unit.map(() => 0)]);
  });
}

test('whatever the buffers’ sizes are, the bytes are those of the steps', () => {
  const size = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), size, size, fc.integer({ min: 1, max: 60 }), (pieces, read, write, least) => {
      const input = inputFor(pieces);
      const { move, passThrough } = transformOf(pieces[Symbol.iterator]());
      const written: number[] = [];
      const output = new Uint8Array(write);
      let [readTo, from, filled] = [0, 0, 0];
      let chunk = new Uint8Array();
      for (let turn = 0; turn < 10_000; turn++) {
        const plain = filled === 0 ? passThrough(chunk.length - from, least) : 0;
        written.push(...chunk.subarray(from, from + plain));
        const moved = move(chunk, from + plain, output, filled);
        [from, filled] = [moved.from, moved.at];
        if (filled === write || moved.done) {
          written.push(...output.subarray(0, filled));
          filled = 0;
        }
        if (moved.done) break;
        if (from < chunk.length) continue;
        chunk = input.slice(readTo, readTo + read);
        readTo += chunk.length;
        from = 0;
      }
      expect(written).toEqual(expected(pieces, input));
      expect(readTo - chunk.length + from).toBe(input.length);
    }),
    { numRuns: 2000 },
  );
});
