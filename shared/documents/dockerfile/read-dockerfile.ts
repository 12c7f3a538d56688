import { type EmbeddedText, embeddedText, runsWithin } from '../../text/embedded-text.ts';
import { joinPath } from '../../text/path.ts';
import type { Command, Piece, Word } from '../command.ts';
import type { LaunchDocument, Surroundings } from '../document.ts';
import { revised } from '../revised.ts';
import { type IsWorthReading, isIdleText } from '../shell/idle-text.ts';
import { readArguments, readEmbeddedShell } from '../shell/read-shell.ts';
import { textOfPieces, unknownPiece, wordOf } from '../word.ts';
import { type Expansion, expand, fieldsOf } from './expand.ts';
import { type Instruction, partsOf } from './instructions.ts';
import { jsonWords } from './json-form.ts';
import { logicalText } from './logical-text.ts';
import { chainOf, type Stage, type Start, setArgument, setCommand, setEntrypoint, setVariable, stageFrom } from './stage.ts';
import { startCommands } from './start-commands.ts';

/** Reads a Dockerfile, whole or half typed: what it runs while it is built, and what its images start. Never throws. */
export function readDockerfile(document: string, { isWorthReading = always }: Partial<Surroundings> = {}): LaunchDocument {
  const { instructions, comments, escapeCharacter } = partsOf(document);
  const build: Build = {
    document,
    escapeCharacter,
    stages: [],
    named: new Map(),
    globals: new Map(),
    built: [],
    isWorthReading,
    valuesMatter: false,
  };
  for (const instruction of instructions) {
    if (instruction.arguments !== undefined && isTaken(build, instruction))
      takeInstruction(build, instruction, logicalText(document, instruction.arguments, escapeCharacter));
  }
  const lastChain = chainOf(build.stages.at(-1));
  const commands = [
    ...build.built.flatMap((built) => (lastChain.has(built.stage) ? built.commands : inImageBeside(built))),
    ...startCommands(build.stages, document),
  ];
  return { kind: 'dockerfile', comments, commands: commands.sort((one, other) => one.start - other.start) };
}

interface Build {
  readonly document: string;
  readonly escapeCharacter: string;
  readonly stages: Stage[];
  readonly named: Map<string, Stage>;
  /** Arguments before the first stage. */
  readonly globals: Map<string, Word>;
  /** What runs while it is built. */
  readonly built: Built[];
  readonly isWorthReading: IsWorthReading;
  /** True once an argument or a variable has been given a value that may matter. */
  valuesMatter: boolean;
}

/** What one instruction runs, and in which stage. */
interface Built {
  readonly stage: Stage;
  readonly commands: readonly Command[];
}

const always = (): boolean => true;

/** False for what a build runs that cannot matter: most of a Dockerfile is about other programs. */
function isTaken(build: Build, { keyword, arguments: given }: Instruction): boolean {
  if (keyword !== 'RUN' && keyword !== 'ENV' && keyword !== 'ARG') return true;
  const text = build.document.slice(given?.start, given?.end);
  if (keyword === 'RUN') return !isIdleText(text, build.isWorthReading, () => build.valuesMatter);
  build.valuesMatter ||= build.isWorthReading(text);
  return true;
}

function takeInstruction(build: Build, instruction: Instruction, embedded: EmbeddedText): void {
  const stage = build.stages.at(-1);
  const { keyword } = instruction;
  if (keyword === 'FROM') takeFrom(build, embedded);
  else if (keyword === 'ARG') takeArguments(build, stage, embedded);
  else if (stage === undefined) return;
  else if (keyword === 'ENV') takeEnvironment(build, stage, embedded);
  else if (keyword === 'RUN') build.built.push({ stage, commands: runCommands(build, stage, instruction, embedded) });
  else if (keyword === 'CMD') setCommand(stage, startOf(build, stage, instruction, embedded));
  else if (keyword === 'ENTRYPOINT') setEntrypoint(stage, startOf(build, stage, instruction, embedded));
  else if (keyword === 'WORKDIR') takeFolder(build, stage, embedded);
  else if (keyword === 'SHELL') stage.hasOtherShell = !/^\s*\[\s*"(?:[^"]*\/)?(?:ba|z|da|a)?sh"/.test(embedded.text);
  else if (keyword === 'COPY' || keyword === 'ADD') takeCopy(build, stage, embedded);
}

/** `FROM [--platform=…] IMAGE [AS NAME]`; the image may be an earlier stage. */
function takeFrom(build: Build, embedded: EmbeddedText): void {
  const fields = fieldsOf(embedded.text, build.escapeCharacter).filter(([from]) => !embedded.text.startsWith('--', from));
  const [first, as, named] = fields;
  if (first === undefined) return;
  const text = (field: readonly [number, number] | undefined): string => (field === undefined ? '' : embedded.text.slice(...field));
  const image = valueAt(
    { embedded, escapeCharacter: build.escapeCharacter, lookUp: (name) => build.globals.get(name) },
    ...first,
    build.document,
  );
  const parent = build.named.get(image.text?.toLowerCase() ?? '');
  const name = text(as).toLowerCase() === 'as' && named !== undefined ? text(named).toLowerCase() : undefined;
  const stage = stageFrom(name, image, parent);
  build.stages.push(stage);
  if (name !== undefined) build.named.set(name, stage);
}

function valueAt(expansion: Expansion, from: number, to: number, document: string): Word {
  const { embedded } = expansion;
  const runs = runsWithin(embedded, from, to);
  const start = runs[0]?.span.start ?? embedded.runs.at(-1)?.span.end ?? 0;
  const span = { start, end: Math.max(start, runs.at(-1)?.span.end ?? start) };
  const expanded = expand(expansion, from, to);
  const pieces = expanded.length > 0 ? expanded : [{ text: '', span: { start, end: start }, origin: undefined }];
  return wordOf(document, span, isEndless(pieces) ? [unknownPiece(span)] : pieces);
}

/** A value that grows beyond what a person writes (`ENV X=$X$X` again and again) is given up. */
function isEndless(pieces: readonly Piece[]): boolean {
  return pieces.length > 200 || (textOfPieces(pieces)?.length ?? 0) > 10_000;
}

function expansionIn(build: Build, stage: Stage | undefined, embedded: EmbeddedText): Expansion {
  const lookUp = (name: string): Word | undefined =>
    stage === undefined ? build.globals.get(name) : (stage.environment.get(name) ?? stage.arguments.get(name));
  return { embedded, escapeCharacter: build.escapeCharacter, lookUp };
}

/** `ARG NAME=default`; in a stage, `ARG NAME` alone takes the value from before the first stage. */
function takeArguments(build: Build, stage: Stage | undefined, embedded: EmbeddedText): void {
  for (const [from, to] of fieldsOf(embedded.text, build.escapeCharacter)) {
    const [name = '', ...rest] = embedded.text.slice(from, to).split('=');
    const start = from + name.length + 1;
    const value =
      rest.length > 0 ? valueAt(expansionIn(build, stage, embedded), start, to, build.document) : stage && build.globals.get(name);
    if (value === undefined) continue;
    if (stage === undefined) build.globals.set(name, value);
    else setArgument(stage, name, value);
  }
}

/** `ENV NAME=value …`, `ENV NAME value`. All of one instruction are worked out with what was known before it. */
function takeEnvironment(build: Build, stage: Stage, embedded: EmbeddedText): void {
  const { text } = embedded;
  const expansion = expansionIn(build, stage, embedded);
  const fields = fieldsOf(text, build.escapeCharacter);
  const [first, second] = fields;
  if (first === undefined) return;
  if (!text.slice(...first).includes('=')) {
    if (second !== undefined)
      setVariable(stage, text.slice(...first), valueAt(expansion, second[0], text.trimEnd().length, build.document));
    return;
  }
  const values = fields.map(([from, to]) => {
    const name = /^[^=]*/.exec(text.slice(from, to))?.[0] ?? '';
    return [name, valueAt(expansion, Math.min(to, from + name.length + 1), to, build.document)] as const;
  });
  for (const [name, value] of values) setVariable(stage, name, value);
}

/** More than a person writes: the folder of a file that goes down and down. */
const longestFolder = 1000;

/** A relative folder counts from the one before it; the whole stands where the last was written. */
function joinedFolder(before: string, text: string, folder: Word): Word {
  const whole = joinPath(before, text);
  if (whole.length > longestFolder) return { ...folder, text: undefined, pieces: [unknownPiece(folder.span)] };
  return whole === text ? folder : { ...folder, text: whole, pieces: [{ text: whole, span: folder.span, origin: undefined }] };
}

function takeFolder(build: Build, stage: Stage, embedded: EmbeddedText): void {
  const from = embedded.text.length - embedded.text.trimStart().length;
  const folder = valueAt(expansionIn(build, stage, embedded), from, embedded.text.trimEnd().length, build.document);
  const before = stage.folder?.text;
  stage.folder = folder.text === undefined || before === undefined ? folder : joinedFolder(before, folder.text, folder);
}

/** `COPY models /models`: what lies beside the Dockerfile lies there in the image. */
function takeCopy(build: Build, stage: Stage, embedded: EmbeddedText): void {
  const expansion = expansionIn(build, stage, embedded);
  const fields = fieldsOf(embedded.text, build.escapeCharacter);
  if (fields.some(([from]) => embedded.text.startsWith('--from', from))) return;
  const [source, target, more] = fields
    .filter(([from]) => !embedded.text.startsWith('--', from))
    .map(([from, to]) => valueAt(expansion, from, to, build.document).text);
  if (source === undefined || target === undefined || more !== undefined || /^[[<]|:\/\//.test(source)) return;
  const inside = joinPath(stage.folder?.text ?? '/', target);
  if (inside.startsWith('/')) stage.mounts.push({ inside, outside: `./${source.replace(/^\/+/, '')}` });
}

const flags = /(?:\s*--[a-z-]+(?:=\S*)?(?=\s))*\s*/y;

/** `RUN [--mount=…] COMMAND`, `RUN ["program", …]`, `RUN <<EOF` with a script. */
function runCommands({ document }: Build, stage: Stage, { span }: Instruction, embedded: EmbeddedText): readonly Command[] {
  const from = afterFlags(embedded.text);
  const { folder: workingFolder, hasOtherShell, image, standing } = stage;
  const around = { standing, image, workingFolder };
  const words = jsonWords(embedded, from, document);
  if (words !== undefined) return readArguments(words, document, { ...around, start: span.start });
  const script = hasOtherShell ? undefined : scriptAt(embedded, from);
  return script === undefined ? [] : readEmbeddedShell(script, document, around).commands;
}

/** What a stage installs is in the last image only if that is built on it; elsewhere its image is named at its own place. */
function inImageBeside({ stage: { image, from }, commands }: Built): readonly Command[] {
  if (image === undefined || from === undefined) return commands;
  return commands.map((command) =>
    command.image?.span.start === image.span.start
      ? revised(command, { image: { ...command.image, span: from.span, source: from.source } })
      : command,
  );
}

function afterFlags(text: string): number {
  flags.lastIndex = 0;
  flags.exec(text);
  return flags.lastIndex;
}

/** The text for the shell: the heredoc where nothing else is written; undefined where another program reads it. */
function scriptAt(embedded: EmbeddedText, from: number): EmbeddedText | undefined {
  const { text } = embedded;
  const heredoc = /^<<-?[ \t]*(["']?)(\w+)\1[ \t]*\r?\n/.exec(text.slice(from));
  if (heredoc === null) return embeddedText(runsWithin(embedded, from, text.length));
  const start = from + heredoc[0].length;
  const interpreter = /^#!.*/.exec(text.slice(start))?.[0] ?? '';
  if (interpreter !== '' && !/\b(?:ba|z|da)?sh\b/.test(interpreter)) return undefined;
  const end = text.trimEnd().endsWith(`\n${heredoc[2]}`) ? text.lastIndexOf('\n') : text.length;
  return embeddedText(runsWithin(embedded, start, Math.max(start, end)));
}

function startOf(build: Build, stage: Stage, { span }: Instruction, embedded: EmbeddedText): Start {
  return { span, words: jsonWords(embedded, 0, build.document), script: embedded, isReadable: !stage.hasOtherShell };
}
