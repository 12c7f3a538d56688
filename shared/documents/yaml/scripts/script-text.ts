import { type EmbeddedRun, type EmbeddedText, embeddedText } from '../../../text/embedded-text.ts';
import type { Command } from '../../command.ts';
import { readEmbeddedShell, type ShellSurroundings } from '../../shell/read-shell.ts';
import { commandText } from '../command-text.ts';
import { itemsOf, type YamlNode, type YamlScalar } from '../node.ts';
import type { Substitute } from '../words.ts';

/** The commands of shell text in scalars; several are lines of one script, as in `script:` of a job. */
export function readScript(
  parts: readonly YamlScalar[],
  text: string,
  surroundings: ShellSurroundings,
  substitute?: Substitute,
): readonly Command[] {
  return parts.length === 0 ? [] : readEmbeddedShell(joined(parts, substitute), text, surroundings).commands;
}

/** The scalars of a value that is a text or a list of texts, and of lists in it. */
export function scriptParts(node: YamlNode | undefined, depth = 0): readonly YamlScalar[] {
  if (node === undefined || node.kind === 'map' || depth > 4) return [];
  if (node.kind === 'list') return itemsOf(node).flatMap((item) => scriptParts(item, depth + 1));
  return typeof node.value === 'string' || node.value === undefined ? [node] : [];
}

function joined(parts: readonly YamlScalar[], substitute: Substitute | undefined): EmbeddedText {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return commandText(only, substitute);
  return embeddedText(
    parts.flatMap((part): readonly EmbeddedRun[] => {
      const { runs } = commandText(part, substitute);
      const end = runs.at(-1)?.span.end ?? part.span.end;
      return [...runs, { text: '\n', span: { start: end, end }, origin: undefined }];
    }),
  );
}
