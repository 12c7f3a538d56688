import { type EmbeddedRun, embeddedText, runsWithin } from '../../../text/embedded-text.ts';
import type { Word } from '../../command.ts';
import type { Substitute } from '../words.ts';

/** Puts in what Kubernetes knows of `$(NAME)` in commands, arguments and values; `$$` is a dollar sign. */
export function substituteFrom(environment: ReadonlyMap<string, Word>): Substitute {
  return (runs) => {
    if (!runs.some(({ text }) => text?.includes('$'))) return runs;
    const embedded = embeddedText(runs);
    // In a text for a shell, what is no variable of the container is for the shell.
    const isScript = /\s/.test(embedded.text);
    const substituted: EmbeddedRun[] = [];
    let at = 0;
    for (const { 0: source, 1: name, index } of embedded.text.matchAll(/\$\$(?=\()|\$\(([A-Za-z_][\w.-]*)\)/g)) {
      const value = name === undefined ? undefined : environment.get(name);
      if (name !== undefined && value === undefined && isScript) continue;
      const inside = runsWithin(embedded, index, index + source.length);
      const start = inside[0]?.span.start ?? 0;
      const span = { start, end: Math.max(start, inside.at(-1)?.span.end ?? start) };
      substituted.push(
        ...runsWithin(embedded, at, index),
        ...(name === undefined ? [{ text: '$', span, origin: undefined }] : throughName(value, span)),
      );
      at = index + source.length;
    }
    return at === 0 ? runs : [...substituted, ...runsWithin(embedded, at, embedded.text.length)];
  };
}

function throughName(value: Word | undefined, span: EmbeddedRun['span']): readonly EmbeddedRun[] {
  if (value === undefined) return [{ text: undefined, span, origin: undefined }];
  return value.pieces.map(({ text, span: own, origin }) => ({ text, span, origin: text === undefined ? undefined : (origin ?? own) }));
}
