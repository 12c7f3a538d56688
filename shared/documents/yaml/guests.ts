import { contains } from '../../text/span.ts';
import type { Command } from '../command.ts';
import { type DocumentReader, nothingAround } from '../document.ts';
import { kindOf } from '../kind-of.ts';
import { withinHost } from '../within-host.ts';
import { entriesOf, mapAt, type YamlEntry, type YamlScalar } from './node.ts';
import type { Page, Shape } from './shape.ts';
import { embeddedOf } from './words.ts';

/** Documents that stand whole in a text: files of a ConfigMap under their names, guides in Markdown, patches. */
export const guests: Shape = {
  name: 'guests',
  read: (map, page) => {
    const read = entriesOf(map).flatMap((entry) => guestOf(entry, page));
    return { commands: read.flatMap(({ commands }) => commands), taken: read.map(({ scalar }) => scalar) };
  },
};

interface Guest {
  readonly scalar: YamlScalar;
  readonly commands: readonly Command[];
}

function guestOf({ key, value }: YamlEntry, page: Page): readonly Guest[] {
  if (value.kind !== 'scalar' || value.at !== undefined || page.isTaken(value)) return [];
  const isKnown = typeof value.value === 'string';
  if (typeof value.value === 'string' ? !value.value.includes('\n') : value.style !== 'literal') return [];
  const embedded = embeddedOf(value);
  const reader = embedded.text.includes('\n') ? readerOf(key, embedded.text, page) : undefined;
  // A guide may quote templates that mean something to other programs; a script with templates is not read as one that is whole.
  if (reader === undefined || !(isKnown || (reader.kind === 'markdown' && mapAt(page.root, 'jobs') === undefined))) return [];
  const { commands } = reader.read(embedded.text, nothingAround);
  const host = { embedded, host: page.text, ...encoderOf(value) };
  const inside = withinHost({ commands, comments: [] }, host).commands.filter(({ span }) => contains(value.span, span));
  return [{ scalar: value, commands: inside }];
}

/** Keys of texts that are YAML without the name of a file. */
const yamlKeys: ReadonlySet<string> = new Set(['patch', 'serveConfigV2']);

/** By the file's name; a fence makes Markdown of any text. */
function readerOf(key: string, text: string, { readers }: Page): DocumentReader | undefined {
  const name = yamlKeys.has(key) ? `${key}.yaml` : key;
  const named = name.includes('.') ? readers.find(({ kind }) => kind === kindOf(name)) : undefined;
  return named ?? (/^\s*(```|~~~)/m.test(text) ? readers.find(({ kind }) => kind === 'markdown') : undefined);
}

/** A line of its own is as deep as the block; into quotes and folded lines nothing is written that would need one, or an escape. */
function encoderOf({ style, source, span }: YamlScalar): { readonly encode: (text: string) => string | undefined } {
  if (style !== 'literal') return { encode: (text) => (/[\n"'\\]/.test(text) ? undefined : text) };
  const depth = /\n( +)\S/.exec(source.text.slice(span.start, span.end))?.[1] ?? '';
  return { encode: (text) => text.replaceAll('\n', `\n${depth}`) };
}
