import type { OpenDocument } from './open-documents.ts';

/** After this many readings V8 has compiled what most of an edit's time goes to. */
const rounds = 10;

/** From a document's first answer, and from one round to the next: whatever the client asks meanwhile goes first. */
const pauseMilliseconds = 10;

/**
 * Lints a document that has just been opened a few times over while nothing is asked, so that the code which the first edits
 * need is compiled when they come. Once for each language; an edit ends it, as it does the same.
 */
export function rehearsal(lint: (opened: OpenDocument, text: string) => void, isCurrent: (opened: OpenDocument) => boolean) {
  const known = new Set<string>();
  return (opened: OpenDocument): void => {
    const { languageId } = opened.document;
    if (known.has(languageId)) return;
    known.add(languageId);
    let left = rounds;
    const next = (): void => void setTimeout(round, pauseMilliseconds).unref();
    const round = (): void => {
      if (!isCurrent(opened)) return;
      // Another text each time: readings are kept by their text.
      lint(opened, opened.document.getText() + '\n'.repeat(left));
      left -= 1;
      if (left > 0) next();
    };
    next();
  };
}
