import type { Command } from '../../documents/command.ts';
import type { Keywords } from '../../documents/keywords.ts';
import { grammarOf } from '../arguments/grammar.ts';
import { parseArguments } from '../arguments/parse-arguments.ts';
import type { Engine, EngineVersion, Launch, ReadFile, VersionSetting } from '../engine.ts';
import { argumentFileOf } from './argument-file.ts';
import { argumentProblems } from './argument-problems.ts';
import { type Call, callOf, keywordNamed, takenCalls } from './calls.ts';
import { type Installed, installedVersion, isInstall, settingOrNewest, versionOf } from './engine-version.ts';
import type { Entry } from './entry-points.ts';
import { hostedBy } from './hosts/hosted-by.ts';
import { launchOfHosted } from './hosts/launch-of-hosted.ts';
import { launchAtSize } from './launch-at-size.ts';
import { launchOfCall } from './launch-of-call.ts';
import { type LaunchSyntax, takesModel } from './launch-syntax.ts';
import { modelOf } from './model-reference.ts';
import { visibleGpus } from './visible-gpus.ts';

type OfLaunches = Pick<Engine, 'name' | 'title' | 'newest' | 'lastRelease' | 'recognize' | 'launchOf' | 'withFiles'>;

/** The part of an engine that follows from how it is started. */
export function launchesBy(syntax: LaunchSyntax): OfLaunches {
  const { engine: name, dialect } = syntax;
  const { title, newest, lastRelease } = dialect;
  return {
    name,
    title,
    newest,
    lastRelease,
    recognize: (commands, setting) => recognizeBy(syntax, commands, setting),
    launchOf: (size, setting) => launchAtSize(syntax, size, setting),
    ...(syntax.argumentFile && { withFiles: withArgumentFile }),
  };
}

/** The launches of an engine among the commands of one document, in their order. */
function recognizeBy(syntax: LaunchSyntax, commands: readonly Command[], setting: VersionSetting | undefined): readonly Launch[] {
  const launches: Launch[] = [];
  const installed = installedIn(commands, syntax.package);
  const taken = takenCalls(
    syntax.calls ?? {},
    commands.map(({ keywords }) => keywords),
  );
  for (const command of commands) {
    const isTaken = command.keywords !== undefined && taken.has(command.keywords.calleeSpan.start);
    const makers = isTaken ? none : makersOf(syntax, command);
    if (makers.length === 0) continue;
    const image = command.image?.text;
    const ofImage = image === undefined ? undefined : syntax.releaseOfImage?.(image);
    const version = versionOf(ofImage, installed(command), settingOrNewest(setting, syntax.dialect.newest));
    launches.push(...makers.map((make) => make(version)));
  }
  return launches;
}

/** What is installed where a launch runs: on the machine or in its image, by the document or by its own block of prose. Looked for once, if at all. */
function installedIn(commands: readonly Command[], packageName: string | undefined): (command: Command) => Installed {
  const known = new Map<string, Installed>();
  let installs: readonly Command[] | undefined;
  return ({ block, image }) => {
    const place = `${block?.start} ${image?.span.start}`;
    if (packageName === undefined || known.has(place)) return known.get(place);
    installs ??= commands.filter(isInstall);
    const around = block === undefined ? installs : installs.filter((command) => command.block?.start === block.start);
    const found = installedVersion(around, packageName, image);
    known.set(place, found);
    return found;
  };
}

/** Makes a launch once its version is known. */
type Maker = (version: EngineVersion) => Launch;

const none: readonly Maker[] = [];

/** What makes the launches of a command. Another program may start more than one engine. */
function makersOf(syntax: LaunchSyntax, command: Command): readonly Maker[] {
  const own = makerOf(syntax, command);
  if (own !== undefined) return [own];
  const hosted = hostedBy(command);
  if (hosted.length === 0) return none;
  return hosted
    .filter(({ engine }) => engine === syntax.engine)
    .map(
      (each): Maker =>
        (version) =>
          launchOfHosted(syntax, command, each, version),
    );
}

function makerOf(syntax: LaunchSyntax, command: Command): Maker | undefined {
  const { keywords } = command;
  if (keywords !== undefined) {
    const call = syntax.calls && callOf(syntax.calls, keywords);
    if (call?.commandLine !== undefined) return (version) => launchOfCommandLine(syntax, command, keywords, call, version);
    return call && ((version) => launchOfCall(syntax, command, keywords, call, version));
  }
  const entry = syntax.entryOf(command);
  return entry && ((version) => launchOf(syntax, command, entry, version));
}

function launchOf(syntax: LaunchSyntax, command: Command, entry: Entry, version: EngineVersion): Launch {
  const { entryPoint, arguments: words } = entry;
  const grammar = grammarOf(syntax.dialect, entryPoint.sets, version);
  const parsed = parseArguments(words, grammar, version, command.environment);
  const takes = takesModel(syntax, entry, version);
  const { options } = parsed;
  const launch: Launch = {
    engine: syntax.engine,
    version,
    entryPoint: entryPoint.name,
    model: modelOf(words, parsed, takes !== false),
    options,
    problems: (syntax.problemsOf ?? argumentProblems(syntax))(entry, parsed, version),
    complete: parsed.complete,
    command,
    gpus: syntax.gpusOf === undefined ? visibleGpus(command, options) : syntax.gpusOf(command, options),
  };
  const argumentFile = syntax.argumentFile && argumentFileOf(syntax.argumentFile, { launch, entry, grammar, parsed });
  // Until the file is read, no option is certainly absent.
  return argumentFile === undefined ? launch : { ...launch, complete: false, argumentFile };
}

/** A call that starts the engine's program: the arguments that it is given as a list, and the options that it names itself. */
function launchOfCommandLine(syntax: LaunchSyntax, command: Command, keywords: Keywords, call: Call, version: EngineVersion): Launch {
  const own = launchOfCall(syntax, command, keywords, call, version);
  const list = call.commandLine === undefined ? undefined : keywordNamed(call, keywords, call.commandLine);
  const launch = launchOf(syntax, command, { entryPoint: call.entryPoint, arguments: list?.items ?? [], ofImage: false }, version);
  const isSeen = list === undefined || list.items !== undefined || list.value === null;
  const options = new Map([...own.options, ...launch.options]);
  return { ...launch, model: own.model ?? launch.model, options, complete: own.complete && launch.complete && isSeen };
}

/** The launch with the file of arguments that it names; as it was where that is not found or not understood. */
function withArgumentFile(launch: Launch, read: ReadFile): Launch {
  const { argumentFile } = launch;
  const file = argumentFile?.name === undefined ? undefined : read(argumentFile.name);
  return (file && argumentFile?.read(file)) ?? launch;
}
