export interface LineSplitter {
  /** The lines that the chunk completes, without their line ends. */
  readonly push: (chunk: string | Uint8Array) => readonly string[];
  /** What came after the last line end. */
  readonly end: () => readonly string[];
}

/** Cuts a stream of text into lines; characters that are split between two chunks are put together. */
export function lineSplitter(): LineSplitter {
  const decoder = new TextDecoder();
  let rest = '';
  const push = (chunk: string | Uint8Array): readonly string[] => {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = text.split('\n');
    lines[0] = rest + (lines[0] ?? '');
    rest = lines.pop() ?? '';
    return lines;
  };
  return { push, end: () => [rest + decoder.decode()] };
}
