import { type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Command } from '../command.ts';
import { type DocumentKind, type DocumentReader, type LaunchDocument, nothingAround } from '../document.ts';
import { kindOf } from '../kind-of.ts';
import { readShellPart } from '../shell/read-shell.ts';
import { withinHost } from '../within-host.ts';
import { withPlaceholders } from './angle-brackets.ts';
import type { Block } from './block.ts';
import { withoutPlaceholders } from './placeholders.ts';
import { typedText } from './session.ts';
import { addImports, type SharedImports, withImports } from './shared-imports.ts';
import { add, type SharedVariables, variablesFor } from './shared-variables.ts';

/** What the texts of a document say to those after them. */
export interface Shared {
  readonly variables: SharedVariables;
  readonly imports: SharedImports;
}

export function nothingShared(): Shared {
  return { variables: new Map(), imports: new Map() };
}

/** What was understood of a part of a document. */
export type Understood = Pick<LaunchDocument, 'commands' | 'comments'>;

const kinds: Readonly<Record<string, DocumentKind>> = {
  python: 'python',
  py: 'python',
  python3: 'python',
  ipython: 'python',
  ipython3: 'python',
  yaml: 'yaml',
  yml: 'yaml',
  'docker-compose': 'yaml',
  dockerfile: 'dockerfile',
  docker: 'dockerfile',
  containerfile: 'dockerfile',
  powershell: 'powershell',
  ps1: 'powershell',
  pwsh: 'powershell',
  bat: 'batch',
  batch: 'batch',
  cmd: 'batch',
  make: 'makefile',
  makefile: 'makefile',
  just: 'justfile',
  justfile: 'justfile',
  systemd: 'systemd',
  ini: 'systemd',
};

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'shell', 'zsh', 'ksh', 'shellscript', 'shell-script', 'sbatch', 'slurm']);
const terminals: ReadonlySet<string> = new Set([
  'console',
  'shell-session',
  'shellsession',
  'sh-session',
  'bash-session',
  'terminal',
  'commandline',
  'command',
  'cli',
]);
const plain: ReadonlySet<string> = new Set(['', 'text', 'txt', 'plaintext', 'plain', 'none', 'default', 'code']);

/**
 * Reads a text of another language that a document of prose shows; nothing of a language that holds no launches. What a shell's text sets,
 * and what one in Python imports, is added to what those before it have.
 */
export function readBlock(block: Block, host: string, readers: readonly DocumentReader[], shared: Shared): Understood {
  const { commands, comments } = readLanguage(block, host, readers, shared);
  return { commands: commands.map((command) => inBlock(command, block.span)), comments };
}

function readLanguage(block: Block, host: string, readers: readonly DocumentReader[], shared: Shared): Understood {
  const { language } = block;
  if (shells.has(language)) return readCommands(block, host, false, shared);
  if (terminals.has(language)) return readCommands(block, host, true, shared);
  const reader = readerFor(block, readers);
  if (reader?.kind === 'python') return readPythonPart(reader, block, host, shared.imports);
  if (reader !== undefined) return readWith(reader, block, host);
  return plain.has(language) ? readCommands(block, host, false, shared) : nothing;
}

const nothing: Understood = { commands: [], comments: [] };

function readerFor({ language, fileName }: Block, readers: readonly DocumentReader[]): DocumentReader | undefined {
  const kind = kinds[language];
  const byName = fileName === undefined ? undefined : readers.find((reader) => reader.kind === kindOf(fileName));
  return byName?.kind === kind || plain.has(language) ? byName : readers.find((reader) => reader.kind === kind);
}

/** The guest's reader counts in its own text. */
function readWith(reader: DocumentReader, block: Block, host: string): Understood {
  const { embedded, encode, fileName = '' } = block;
  return withinHost(reader.read(embedded.text, { ...nothingAround, path: fileName }), { embedded, host, ...(encode && { encode }) });
}

function readPythonPart(reader: DocumentReader, block: Block, host: string, imports: SharedImports): Understood {
  const read = readWith(reader, { ...block, embedded: withImports(block.embedded, imports) }, host);
  addImports(block.embedded.text, imports);
  return read;
}

function readCommands({ embedded }: Block, host: string, isTerminal: boolean, shared: Shared): Understood {
  const typed = withPlaceholders(typedText(withPlainBlanks(embedded), isTerminal));
  const { commands, comments, variables } = readShellPart(typed, host, { variables: variablesFor(typed.text, shared.variables) });
  add(variables, shared.variables);
  return { commands, comments };
}

/** Blanks that do not break, which a page shows like any other. */
function withPlainBlanks(embedded: EmbeddedText): EmbeddedText {
  if (!embedded.text.includes('\u00A0')) return embedded;
  return embeddedText(embedded.runs.map((run) => ({ ...run, text: run.text?.replaceAll('\u00A0', ' ') })));
}

/** Variables apart, each block is a document of its own: what one installs says nothing of the next. */
function inBlock(command: Command, block: Span): Command {
  return { ...withoutPlaceholders(command), block };
}
