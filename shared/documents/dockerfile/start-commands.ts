import type { Command, Word } from '../command.ts';
import { revised } from '../revised.ts';
import { readArguments, readEmbeddedShell, type ShellSurroundings } from '../shell/read-shell.ts';
import { textOfPieces, wordOf } from '../word.ts';
import { jsonInsertion } from './json-form.ts';
import type { Stage, Start } from './stage.ts';

/** What a container of each stage runs, as Docker joins ENTRYPOINT and CMD; what a later stage goes on from is not told twice. */
export function startCommands(stages: readonly Stage[], document: string): readonly Command[] {
  const last = stages.at(-1);
  const continued = continuedAmong(stages);
  return stages
    .filter((stage) => !continued.has(stage))
    .flatMap((stage) => commandsOf(stage, document).map((command) => (stage === last ? command : revised(command, { conditional: true }))));
}

/** Stages that a later one is built on and starts like, or whose entrypoint it gives arguments. */
function continuedAmong(stages: readonly Stage[]): ReadonlySet<Stage> {
  const continued = new Set<Stage>();
  for (const stage of stages) {
    for (let base = stage.parent; base !== undefined && !continued.has(base) && isContinuedBy(base, stage); base = base.parent)
      continued.add(base);
  }
  return continued;
}

function isContinuedBy(base: Stage, stage: Stage): boolean {
  return stage.entrypoint === base.entrypoint && (base.command === undefined || base.command === stage.command);
}

function commandsOf(stage: Stage, document: string): readonly Command[] {
  const { entrypoint, command } = stage;
  const start = entrypoint ?? command;
  if (start === undefined) return [];
  const around: ShellSurroundings = {
    environment: stage.environment,
    image: stage.image,
    workingFolder: stage.folder,
    mounts: stage.mounts.length > 0 ? stage.mounts : undefined,
  };
  if (start.words === undefined) return scriptCommands(start, entrypoint === undefined ? [] : (command?.words ?? []), around, document);
  const given = entrypoint === undefined || command === undefined ? [] : wordsOf(command, document);
  const strings = [...start.words, ...(entrypoint === undefined ? [] : (command?.words ?? []))];
  const all = [...start.words, ...given];
  const ofImage = entrypoint === undefined && stage.image !== undefined && stage.image.text !== 'scratch';
  const handed = isScript(entrypoint?.words?.[0]) ? readArguments(given, document, { ...around, start: command?.span.start ?? 0 }) : [];
  const read = handed.length > 0 ? handed : readArguments(all, document, { ...around, afterEntrypoint: ofImage, start: start.span.start });
  return read.map((each) => placed(each, strings, all));
}

/** The words of the JSON form; the shell with its text for the other. */
function wordsOf(start: Start, document: string): readonly Word[] {
  if (start.words !== undefined) return start.words;
  if (!start.isReadable) return [];
  const { script, span } = start;
  const at = { start: span.start, end: span.start };
  const shell = ['/bin/sh', '-c'].map((text) => wordOf(document, at, [{ text, span: at, origin: undefined }]));
  const { runs } = script;
  const first = runs[0]?.span.start ?? span.start;
  const place = { start: first, end: Math.max(first, runs.at(-1)?.span.end ?? first) };
  return [...shell, { text: textOfPieces(runs), source: document.slice(place.start, place.end), span: place, pieces: runs }];
}

function scriptCommands(start: Start, parameters: readonly Word[], around: ShellSurroundings, document: string): readonly Command[] {
  if (!start.isReadable) return [];
  return readEmbeddedShell(start.script, document, { ...around, parameters }).commands;
}

/** A script in the place of the entrypoint ends, as a rule, in the command that is handed to it. */
function isScript(program: Word | undefined): boolean {
  return /\.(?:sh|bash)$|entrypoint/.test(program?.text ?? '');
}

/** The command stands at its first word, not at the image far above it. */
function placed(command: Command, strings: readonly Word[], all: readonly Word[]): Command {
  const start = command.afterEntrypoint ? (command.words[0]?.span.start ?? command.start) : command.start;
  const isWhole = command.words.every((word) => all.includes(word));
  const span = isWhole ? { start: Math.min(command.span.start, start), end: command.span.end } : command.span;
  return revised(command, { start, span, insertion: jsonInsertion(strings, command.words) });
}
