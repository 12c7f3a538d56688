import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import type { Option } from '../shared/engines/engine.ts';
import { t } from '../shared/text/localize.ts';
import { containsOffset, type Span } from '../shared/text/span.ts';
import type { Examined } from './analyses.ts';
import type { Places } from './places.ts';

/** The valid sizes, where a tensor-parallel size is written or about to be. */
export function completionsAt({ analysis, opened }: Examined, offset: number, places: Places): CompletionItem[] {
  const text = opened.document.getText();
  for (const { launch, path, validTensorParallelSizes: sizes } of analysis?.launches ?? []) {
    const option = launch.options.get('tensorParallelSize');
    const value = option && (path === opened.path ? valueAt(option, offset, text) : valueIn(opened.path, option, offset));
    if (!value || analysis?.kind === 'model-config') continue;
    const range = places.rangeOf(opened.path, value);
    return (sizes ?? []).map((size, at) => ({
      label: String(size),
      kind: CompletionItemKind.Value,
      detail: t('valid tensor-parallel size of {0}', launch.model?.text ?? t('this model')),
      sortText: String(at).padStart(2, '0'),
      filterText: text.slice(value.start, value.end) || String(size),
      textEdit: { range, newText: String(size) },
      preselect: size === option?.value,
    }));
  }
  return [];
}

/** The value of an options file that is open. */
function valueIn(path: string, { writtenIn }: Option, offset: number): Span | undefined {
  return writtenIn?.path === path && containsOffset(writtenIn.span, offset) ? writtenIn.span : undefined;
}

/** The value to replace at `offset`; an empty place behind the flag where none is written yet. */
function valueAt({ place, flagPlace }: Option, offset: number, text: string): Span | undefined {
  const isWritten = place.span.start >= flagPlace.span.end;
  if (isWritten) return containsOffset(place.span, offset) && place.editable?.start === place.span.start ? place.editable : undefined;
  const between = text.slice(flagPlace.span.end, offset);
  return /^[ \t]+$/.test(between) ? { start: offset, end: offset } : undefined;
}
