import type { EmbeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Mount, Word } from '../command.ts';
import { type Scope, standingScope, standWord } from '../shell/scope.ts';

/** `CMD` or `ENTRYPOINT` as it is written. */
export interface Start {
  readonly span: Span;
  /** The list of the JSON form; undefined: a text for the shell. */
  readonly words: readonly Word[] | undefined;
  readonly script: EmbeddedText;
  /** False where a shell that is not read takes the text. */
  readonly isReadable: boolean;
}

/** What a build stage has come to. */
export interface Stage {
  readonly name: string | undefined;
  /** The image that the stage starts from in the end, through other stages. */
  readonly image: Word | undefined;
  /** What `FROM` names. */
  readonly from: Word | undefined;
  readonly parent: Stage | undefined;
  /** Known while the image is built. */
  readonly arguments: Map<string, Word>;
  /** Known to what runs in the image as well. */
  readonly environment: Map<string, Word>;
  /** Both, as a shell that builds the image sees them. */
  readonly standing: Scope;
  readonly mounts: Mount[];
  folder: Word | undefined;
  entrypoint: Start | undefined;
  command: Start | undefined;
  /** True once the stage itself says its command: then an entrypoint leaves it alone. */
  hasOwnCommand: boolean;
  /** `SHELL` named one that is none of Unix. */
  hasOtherShell: boolean;
}

export function stageFrom(name: string | undefined, image: Word | undefined, parent: Stage | undefined): Stage {
  const environment = new Map(parent?.environment);
  return {
    name,
    image: parent === undefined ? image : parent.image,
    from: image,
    parent,
    arguments: new Map(),
    environment,
    standing: standingScope(environment),
    mounts: [...(parent?.mounts ?? [])],
    folder: parent?.folder,
    entrypoint: parent?.entrypoint,
    command: parent?.command,
    hasOwnCommand: false,
    hasOtherShell: parent?.hasOtherShell ?? false,
  };
}

export function setVariable({ environment, standing }: Stage, name: string, value: Word): void {
  environment.set(name, value);
  standWord(standing, name, value);
}

/** A variable of the environment hides an argument of its name. */
export function setArgument({ arguments: given, environment, standing }: Stage, name: string, value: Word): void {
  given.set(name, value);
  if (!environment.has(name)) standWord(standing, name, value);
}

/** An entrypoint of its own takes away the command that the stage has from elsewhere. */
export function setEntrypoint(stage: Stage, entrypoint: Start): void {
  stage.entrypoint = entrypoint;
  if (!stage.hasOwnCommand) stage.command = undefined;
}

export function setCommand(stage: Stage, command: Start): void {
  stage.command = command;
  stage.hasOwnCommand = true;
}

/** A stage with all that it is built on. */
export function chainOf(stage: Stage | undefined): ReadonlySet<Stage> {
  const chain = new Set<Stage>();
  for (let at = stage; at !== undefined; at = at.parent) chain.add(at);
  return chain;
}
