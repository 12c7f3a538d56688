import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterBlank, type Command, placeOf, type Word } from '../../../../shared/documents/command.ts';
import { nothingAround } from '../../../../shared/documents/document.ts';
import { readerOf } from '../../../../shared/documents/readers.ts';
import { applyEdits } from '../../../../shared/text/edit.ts';

/** Documents that show others: how each writes a text of a language. */
const hosts: Readonly<Record<string, { readonly path: string; readonly write: (guest: string, language: string) => string }>> = {
  fence: { path: 'a.md', write: (guest, language) => `Text.\n\n\`\`\`${language}\n${guest}\n\`\`\`\n` },
  'fence in a list': {
    path: 'a.md',
    write: (guest, language) => `1. Item\n\n   ~~~${language} {linenos=true}\n${prefixed(guest, '   ')}\n   ~~~\n`,
  },
  'fence in a quote': { path: 'a.md', write: (guest, language) => `> \`\`\`${language}\n${prefixed(guest, '> ')}\n> \`\`\`\nText.\n` },
  'fence in a quote in a list': {
    path: 'a.mdx',
    write: (guest, language) => `- > \`\`\`{code-block} ${language}\n  > :linenos:\n${prefixed(guest, '  > ')}\n  > \`\`\`\n`,
  },
  'fence in a directive': {
    path: 'a.md',
    write: (guest, language) => `> \`\`\`\`{note}\n>   \`\`\`${language}\n${prefixed(guest, '>   ')}\n>   \`\`\`\n> \`\`\`\`\n`,
  },
  'fence on Windows': {
    path: 'a.md',
    write: (guest, language) => `Text.\n\n- \`\`\`${language}\n${prefixed(guest, '  ')}\n  \`\`\`\n`.replaceAll('\n', '\r\n'),
  },
  'preformatted HTML': {
    path: 'a.md',
    write: (guest, language) => `<pre lang="${language}">\n${guest.replaceAll('"', '&quot;')}\n</pre>\n`,
  },
  'code block': { path: 'a.rst', write: (guest, language) => `Text\n\n.. code-block:: ${language}\n\n${prefixed(guest, '   ')}\n\nText\n` },
  'code block in a tab': {
    path: 'a.rst',
    write: (guest, language) => `.. tab:: x\n\n\t.. code:: ${language}\n\t   :linenos:\n\n${prefixed(guest, '\t    ')}\n`,
  },
  'cell of lines': { path: 'a.ipynb', write: (guest, language) => notebookOf(lines(inCell(guest, language)), 1) },
  'cell in one string': { path: 'a.ipynb', write: (guest, language) => notebookOf(inCell(guest, language), 2) },
  'fence in a cell': {
    path: 'a.ipynb',
    write: (guest, language) => notebookOf(lines(`> \`\`\`${language}\n${prefixed(guest, '> ')}\n> \`\`\``), 1, 'markdown'),
  },
};

/** A launch at a size, as each language writes it. */
const guests: Readonly<Record<string, { readonly path: string; readonly write: (size: number, word: string) => string }>> = {
  bash: {
    path: 'a.sh',
    write: (size, word) => `export NAME="${word}"\nvllm serve "${word}" \\\n  --tensor-parallel-size ${size} # ${word}`,
  },
  python: {
    path: 'a.py',
    write: (size, word) => `from vllm import LLM\n\nllm = LLM(\n    model="${word}",\n    tensor_parallel_size=${size},\n)`,
  },
};

describe.each(Object.entries(hosts))('%s', (_, host) => {
  test.each(Object.entries(guests))('%s: an edit and an addition change the guest, and only it', (language, guest) => {
    const size = fc.integer({ min: 100, max: 999 });
    const word = fc.stringMatching(/^[a-z/é]{1,12}$/);
    fc.assert(
      fc.property(size, word, (number, name) => {
        const alone = guest.write(number, name);
        const text = host.write(alone, language);
        expect(editedIn(host.path, text, String(number))).toBe(host.write(guest.write(73, name), language));
        expect(addedIn(host.path, text, String(number))).toBe(host.write(addedIn(guest.path, alone, String(number)) ?? '', language));
      }),
      { numRuns: 40 },
    );
  });
});

function editedIn(path: string, text: string, number: string): string | undefined {
  const place = wordOf(path, text, number);
  const span = place && placeOf(place.word).editable;
  return span && applyEdits(text, [{ span, newText: '73' }]);
}

/** With one more argument behind the number. */
function addedIn(path: string, text: string, number: string): string | undefined {
  const place = wordOf(path, text, number);
  const write = place?.command.insertion ?? afterBlank;
  const written = place && write(place.word.span, { name: nameFor(place.command), value: 5 });
  return written && applyEdits(text, [{ span: { start: written.offset, end: written.offset }, newText: written.newText }]);
}

function nameFor({ keywords }: Command): string {
  return keywords === undefined ? '--pipeline-parallel-size' : 'pipeline_parallel_size';
}

function wordOf(path: string, text: string, number: string): { readonly command: Command; readonly word: Word } | undefined {
  for (const command of readerOf(path)?.read(text, { ...nothingAround, path }).commands ?? []) {
    const words = [...command.words, ...(command.keywords?.given.map((keyword) => keyword.word) ?? [])];
    const word = words.find((each) => each.text === number);
    if (word !== undefined) return { command, word };
  }
  return undefined;
}

function prefixed(text: string, prefix: string): string {
  return text.replace(/^(?=.)/gm, prefix).replace(/^$/gm, prefix.trimEnd());
}

function inCell(guest: string, language: string): string {
  return language === 'python' ? guest : `%%${language}\n${guest}`;
}

function lines(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

function notebookOf(source: string | readonly string[], indentation: number, kind = 'code'): string {
  return JSON.stringify({ cells: [{ cell_type: kind, metadata: {}, source }], nbformat: 4 }, undefined, indentation);
}
