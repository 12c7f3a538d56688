export interface BlockSplitter {
  /** The whole lines that the chunk completes, as one block that ends in a line end; undefined if it completes none. */
  readonly push: (chunk: Uint8Array) => Uint8Array | undefined;
  /** What came after the last line end. */
  readonly end: () => Uint8Array;
}

const lineFeed = 10;

/** Cuts a stream of bytes at line ends. A line of many chunks is put together once, when it is whole. */
export function blockSplitter(): BlockSplitter {
  let rest: Uint8Array[] = [];
  const push = (chunk: Uint8Array): Uint8Array | undefined => {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end === 0) {
      rest.push(chunk);
      return undefined;
    }
    const block = joined([...rest, chunk.subarray(0, end)]);
    rest = end < chunk.length ? [chunk.subarray(end)] : [];
    return block;
  };
  return { push, end: () => joined(rest) };
}

/** Always a copy: a block may be given away to another thread, a chunk may not. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
