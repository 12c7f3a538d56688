import { type EmbeddedRun, embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Command, Piece, Word } from '../command.ts';
import type { Comment, LaunchDocument, Surroundings } from '../document.ts';
import { readEnvFile } from '../env-file.ts';
import { readEmbeddedShell } from '../shell/read-shell.ts';
import { elsewhere, spanOfPieces, unknownPiece, wordOf } from '../word.ts';
import { interpolated, justValue } from './just-expression.ts';
import { type JustRecipe, justLines } from './just-lines.ts';

/** Reads a justfile, whole or half typed: each line of a recipe is a shell of its own, unless it says which program reads all. Never throws. */
export function readJustfile(document: string, around: Surroundings): LaunchDocument {
  const { recipes, others } = justLines(document);
  const { isWorthReading } = around;
  const file: File = {
    document,
    variables: new Map(),
    environment: new Map(),
    comments: [],
    exportsAll: false,
    hasOtherShell: false,
    isWorthReading,
  };
  for (const line of others) takeLine(file, line, around);
  const read = recipes.map((recipe) => readRecipe(file, recipe));
  const comments = [...file.comments, ...read.flatMap((each) => each.comments)];
  return {
    kind: 'justfile',
    commands: read.flatMap(({ commands }) => commands),
    comments: comments.sort((one, other) => one.span.start - other.span.start),
  };
}

interface File {
  readonly document: string;
  readonly variables: Map<string, readonly Piece[] | undefined>;
  readonly environment: Map<string, Word>;
  readonly comments: Comment[];
  exportsAll: boolean;
  hasOtherShell: boolean;
  readonly isWorthReading: Surroundings['isWorthReading'];
}

function takeLine(file: File, { start, end }: Span, around: Surroundings): void {
  const { document } = file;
  const line = document.slice(start, end);
  if (line.startsWith('#')) file.comments.push({ text: line.slice(1), span: { start, end } });
  const [, setting = ''] = /^set\s+([\w-]+)(?:\s*:=\s*true)?\s*$/.exec(line) ?? [];
  if (setting === 'export') file.exportsAll = true;
  if (setting === 'dotenv-load') takeEnvFile(file, { start, end }, around);
  if (/^set\s+shell\s*:=/.test(line)) file.hasOtherShell = !/\[\s*["'](?:[^"']*\/)?(?:ba|z|da)?sh["']/.test(line);
  const [head, exports, name = ''] = /^(export\s+)?([A-Za-z_][\w-]*)\s*:=/.exec(line) ?? [];
  if (head === undefined || /^set$/.test(name)) return;
  const value = justValue(document, start + head.length, start + withoutComment(line).length, file.variables);
  file.variables.set(name, value);
  if (exports !== undefined || file.exportsAll) file.environment.set(name, wordOfValue(value, document));
}

/** A comment after a value: a hash that stands in no quotes. */
function withoutComment(line: string): string {
  return /^(?:[^#"']|"[^"]*"|'[^']*')*/.exec(line)?.[0] ?? line;
}

function takeEnvFile({ document, environment }: File, span: Span, around: Surroundings): void {
  for (const [name, value] of readEnvFile(around.readBeside('.env') ?? ''))
    environment.set(name, wordOf(document, span, [elsewhere(value, span)]));
}

function wordOfValue(pieces: readonly Piece[], document: string): Word {
  return wordOf(document, spanOfPieces(pieces, { start: 0, end: 0 }), pieces);
}

function readRecipe(file: File, recipe: JustRecipe): { readonly commands: readonly Command[]; readonly comments: readonly Comment[] } {
  const { document } = file;
  const { variables, environment } = withParameters(file, recipe.header);
  const [first] = recipe.body;
  const interpreter = first === undefined ? undefined : /^\s*#!(.*)/.exec(document.slice(first.start, first.end))?.[1];
  if (interpreter !== undefined && !/\b(?:ba|z|da)?sh\b/.test(interpreter)) return { commands: [], comments: [] };
  if (interpreter === undefined && file.hasOtherShell) return { commands: [], comments: [] };
  const scripts = interpreter === undefined ? lineByLine(document, recipe.body) : [recipe.body];
  const read = scripts.map((lines) => {
    const runs = lines.flatMap((line, at) => [
      ...(at > 0 ? lineEndBefore(line) : []),
      ...lineRuns(document, line, variables, interpreter === undefined && at === 0),
    ]);
    return readEmbeddedShell(embeddedText(runs), document, { environment, conditional: true, isWorthReading: file.isWorthReading });
  });
  return { commands: read.flatMap(({ commands }) => commands), comments: read.flatMap(({ comments }) => comments) };
}

function lineEndBefore({ start }: Span): readonly EmbeddedRun[] {
  return [{ text: '\n', span: { start, end: start }, origin: undefined }];
}

/** Lines of a recipe, each with those that it is continued on. */
function lineByLine(document: string, body: readonly Span[]): readonly (readonly Span[])[] {
  const scripts: Span[][] = [];
  let isContinued = false;
  for (const line of body) {
    if (isContinued) scripts.at(-1)?.push(line);
    else scripts.push([line]);
    isContinued = document[line.end - 1] === '\\';
  }
  return scripts;
}

/** A line with its values filled in, without the `@` and `-` that start a command for just. */
function lineRuns(document: string, { start, end }: Span, variables: File['variables'], isFirst: boolean): readonly Piece[] {
  const head = isFirst ? (/^[ \t]*[@-]{0,2}/.exec(document.slice(start, end))?.[0].length ?? 0) : 0;
  return interpolated(document, start + head, end, variables);
}

const parameter = /\s+([+*]?)(\$?)([A-Za-z_][\w-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[\w-]+))?/y;

/** Parameters of a recipe: a default is what the file says, as that of a variable in a shell is. */
function withParameters(file: File, { start, end }: Span): Pick<File, 'variables' | 'environment'> {
  const name = /^@?[\w-]+/.exec(file.document.slice(start, end))?.[0] ?? '';
  const variables = new Map(file.variables);
  const environment = new Map(file.environment);
  parameter.lastIndex = start + name.length;
  for (let found = parameter.exec(file.document); found !== null && parameter.lastIndex <= end; found = parameter.exec(file.document)) {
    const [, many, isExported, own = '', written] = found;
    const to = parameter.lastIndex;
    const at = { start: found.index, end: to };
    const value = written === undefined ? [unknownPiece(at)] : justValue(file.document, to - written.length, to, file.variables);
    variables.set(own, many === '' ? value : [unknownPiece(at)]);
    if (isExported !== '' || file.exportsAll) environment.set(own, wordOf(file.document, at, value));
  }
  return { variables, environment };
}
