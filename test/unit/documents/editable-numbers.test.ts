import { describe, expect, test } from 'vitest';
import { placeOf } from '../../../shared/documents/command.ts';
import { type LaunchDocument, nothingAround } from '../../../shared/documents/document.ts';
import { readerOf } from '../../../shared/documents/readers.ts';
import { applyEdits } from '../../../shared/text/edit.ts';
import { fixtureDocuments } from './fixture-files.ts';

const kinds: ReadonlySet<string> = new Set(['dockerfile', 'makefile', 'powershell', 'slurm', 'systemd']);
const documents = fixtureDocuments().filter(({ kind }) => kinds.has(kind));

/** A number with an editable place changes its own characters alone, and the edit is what the command then says. */
describe.each(documents.map((document) => [document.kind, document.name, document] as const))('%s: %s', (_, name, { text, beside }) => {
  const read = (changed: string): LaunchDocument | undefined =>
    readerOf(name)?.read(changed, { ...nothingAround, path: name, readBeside: (path) => beside[path] });

  test('numbers are edited in place', () => {
    for (const [at, { words }] of (read(text)?.commands ?? []).entries()) {
      for (const [index, word] of words.entries()) {
        const editable = /^\d+$/.test(word.text ?? '') ? placeOf(word).editable : undefined;
        if (editable === undefined) continue;
        const edited = applyEdits(text, [{ span: editable, newText: '73' }]);
        expect(read(edited)?.commands[at]?.words[index]?.text, word.source).toBe('73');
      }
    }
  });
});
