import type { Word } from '../../documents/command.ts';
import { containsOffset, type Span } from '../../text/span.ts';
import type { Grammar } from '../arguments/grammar.ts';
import { type ParsedArguments, parseArguments } from '../arguments/parse-arguments.ts';
import type { ArgumentFile, Launch, LaunchProblem, NamedFile, Option, WrittenElsewhere } from '../engine.ts';
import { optionProblems } from './argument-problems.ts';
import type { Entry } from './entry-points.ts';
import { type FileEntry, readOptionsFile } from './options-file.ts';

/** How an engine reads a file of arguments. */
export interface ArgumentFileSyntax {
  /** The words that an entry stands for, its flag first. */
  readonly wordsOf: (entry: FileEntry, grammar: Grammar) => readonly string[];
  /** False for a problem that another program's options may explain. */
  readonly isCertain: (problem: LaunchProblem, entry: Entry) => boolean;
}

/** A launch as its own words have it. */
export interface OwnWords {
  readonly launch: Launch;
  readonly entry: Entry;
  readonly grammar: Grammar;
  readonly parsed: ParsedArguments;
}

/**
 * The file of YAML that `--config FILE` names, two words: its entries are read as arguments before those of the command line, which
 * therefore win. Undefined where none is named; `--config=FILE` names none.
 */
export function argumentFileOf(syntax: ArgumentFileSyntax, own: OwnWords): ArgumentFile | undefined {
  const config = own.parsed.options.get('config');
  if (config === undefined || !own.entry.arguments.some(({ text }) => text === '--config')) return undefined;
  const read = (file: NamedFile): Launch | undefined => {
    const entries = /\.ya?ml$/i.test(file.path) ? readOptionsFile(file.text) : undefined;
    return entries && merged(own, readEntries(entries, file.path, config, syntax, own));
  };
  return { name: config.text, read };
}

/** What a file says, each thing with its place there. */
interface Read {
  readonly path: string;
  readonly options: ReadonlyMap<string, Option>;
  readonly problems: readonly LaunchProblem[];
}

function merged({ launch, parsed }: OwnWords, { path, options, problems }: Read): Launch {
  const ofFile = options.get('model');
  const model = launch.model ?? (ofFile && { source: ofFile.text ?? '', text: ofFile.text, place: ofFile.place });
  return {
    ...launch,
    model,
    options: new Map([...options, ...launch.options]),
    problems: [...launch.problems, ...problems],
    complete: parsed.complete,
    optionFiles: [path],
  };
}

function readEntries(
  entries: readonly FileEntry[],
  path: string,
  config: Option,
  { wordsOf, isCertain }: ArgumentFileSyntax,
  { launch, entry, grammar }: OwnWords,
): Read {
  const words = entries.flatMap((one) => wordsOf(one, grammar).map((text, at) => wordOf(text, one, at)));
  const parsed = parseArguments(words, grammar, launch.version, new Map());
  const placeIn = (span: Span): WrittenElsewhere | undefined => {
    const found = entries.find(({ keySpan, span: value }) => containsOffset(keySpan, span.start) || containsOffset(value, span.start));
    return found && { path, span: found.span, insertion: found.insertion };
  };
  const options = [...parsed.options].map(([name, option]) => [name, inFile(option, placeIn(option.flagPlace.span), config)] as const);
  const problems = optionProblems(entry.entryPoint, parsed).filter((problem) => isCertain(problem, entry));
  return { path, options: new Map(options), problems: problems.map((problem) => problemInFile(problem, path, config)) };
}

/** The value of a template is unknown, and one word. */
function wordOf(text: string, { keySpan, span, value }: FileEntry, at: number): Word {
  const place = at === 0 ? keySpan : span;
  const known = at === 0 || value !== undefined ? text : undefined;
  return { text: known, source: `"${text}"`, span: place, pieces: [{ text: known, span: place, origin: undefined }] };
}

/** A flag is called as the file calls it, and stands where the launch names the file. */
function inFile(option: Option, writtenIn: WrittenElsewhere | undefined, { place, flagPlace }: Option): Option {
  const { span } = place;
  const flag = option.flag.replace(/^--/, '');
  return { ...option, flag, flagPlace, place: { span, editable: undefined }, ...(writtenIn && { writtenIn }) };
}

function problemInFile({ replacement, ...problem }: LaunchProblem, path: string, { place: { span } }: Option): LaunchProblem {
  const newText = replacement?.newText.replace(/^--/, '');
  const fits = replacement !== undefined && newText !== undefined && newText !== '' && !newText.includes(' ');
  return {
    ...problem,
    span,
    writtenIn: { path, span: problem.span },
    ...(fits && { replacement: { ...replacement, newText } }),
  };
}
