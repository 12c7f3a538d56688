import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver/node';
import { planBalanced } from '../shared/device-map/plan-map.ts';
import { writeMap } from '../shared/device-map/write.ts';
import type { MappingLiteral } from '../shared/documents/keywords.ts';
import type { AnalysedMap } from '../shared/lint/device-maps/analysed-map.ts';
import { t } from '../shared/text/localize.ts';
import type { Span } from '../shared/text/span.ts';
import type { Examined } from './analyses.ts';
import type { CodeActionContext } from './code-actions.ts';
import { workspaceEditOf } from './workspace-edits.ts';

/** Writes a map that is balanced by bytes in the place of a `device_map` argument; for some numbers of GPUs where none is said. */
export function deviceMapActions({ analysis, opened }: Examined, range: Range, context: CodeActionContext): readonly CodeAction[] {
  const start = opened.document.offsetAt(range.start);
  const end = opened.document.offsetAt(range.end);
  return (analysis?.deviceMaps ?? [])
    .filter(({ use }) => isIn(use.deviceMap && { start: use.deviceMap.nameSpan.start, end: use.deviceMap.word.span.end }, start, end))
    .flatMap((analysed) => gpuCounts(analysed).flatMap((gpus) => writeAction(analysed, gpus, opened.document.getText(), context)));
}

function isIn(span: Span | undefined, start: number, end: number): boolean {
  return span !== undefined && span.start <= end && start <= span.end;
}

function gpuCounts({ gpus, use }: AnalysedMap): readonly number[] {
  if (gpus !== undefined) return gpus.count > 1 && gpus.count <= 64 ? [gpus.count] : [];
  const used = use.map?.entries.flatMap(({ device }) => (typeof device === 'number' ? [device] : [])) ?? [];
  const most = Math.max(0, ...used) + 1;
  return most > 1 && most <= 64 ? [most] : [2, 4, 8];
}

/** A literal as it stands; any other expression where it is handed over. */
function placeToReplace({ use }: AnalysedMap, text: string): Pick<MappingLiteral, 'span' | 'style' | 'indent' | 'step'> | undefined {
  const { deviceMap } = use;
  const literal = deviceMap?.inner?.literal;
  if (literal !== undefined && deviceMap?.expression?.start === literal.span.start) return literal;
  const span = deviceMap?.expression;
  if (span === undefined) return literal;
  const line = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  return { span, style: 'python', indent: /^[ \t]*/.exec(line)?.[0] ?? '', step: '    ' };
}

function writeAction(analysed: AnalysedMap, gpus: number, text: string, context: CodeActionContext): readonly CodeAction[] {
  const { model, path } = analysed;
  if (model === undefined) return [];
  const planned = planBalanced(
    model,
    Array.from({ length: gpus }, () => ({ capacityBytes: undefined, takenBytes: 0 })),
  );
  const place = placeToReplace(analysed, text);
  if (typeof planned === 'string' || place === undefined) return [];
  const { span, style, indent, step } = place;
  const edits = [{ path, span, newText: writeMap(planned.devices, style, indent, step) }];
  const title = t('Write a device_map for {0} GPUs, balanced by bytes', gpus);
  return [{ title, kind: CodeActionKind.RefactorRewrite, edit: workspaceEditOf(edits, context) }];
}
