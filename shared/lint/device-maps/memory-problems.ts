import { memoryBytes } from '../../device-map/memory-text.ts';
import type { Keyword } from '../../documents/keywords.ts';
import { t } from '../../text/localize.ts';
import type { AnalysedMap } from './analysed-map.ts';
import type { WrittenProblem } from './written-problem.ts';

/** `max_memory` as Accelerate reads it: utils/modeling.py get_max_memory, convert_file_size_to_int. `text` is the document. */
export function memoryProblems({ use, gpus }: AnalysedMap, text: string): readonly WrittenProblem[] {
  const given = use.maxMemory?.inner?.given ?? [];
  return given.flatMap((keyword) => [...keyProblems(keyword, text, gpus?.count), ...sizeProblems(keyword)]);
}

/** A GPU is a number: `"0"` and `"cuda:0"` are refused. JSON and YAML have no other keys, so that the program turns them into numbers. */
function keyProblems({ name = '', nameSpan }: Keyword, text: string, gpus: number | undefined): readonly WrittenProblem[] {
  const source = text.slice(nameSpan.start, nameSpan.end);
  const isNumber = /^\d+$/.test(source);
  if (isNumber && gpus !== undefined && Number(source) >= gpus) {
    const message = () => t('max_memory names GPU {0}, and {1} GPUs are visible, numbered from 0', source, gpus);
    return [{ rule: 'device-map-memory', severity: 'warning', span: nameSpan, message }];
  }
  const quoted = /^["'][\s\S]*["']$/.test(source) || /["']/.test(text[nameSpan.start - 1] ?? '');
  if (isNumber ? !quoted : !quoted || name === 'cpu' || name === 'mps' || name === 'disk') return [];
  const number = /^(?:cuda:)?(\d+)$/.exec(name)?.[1];
  const message = () => t('max_memory takes GPU numbers, cpu, mps and disk as keys, not the text {0}', name);
  return [{ rule: 'device-map-memory', severity: 'error', span: nameSpan, message, ...numbered(number, nameSpan, text) }];
}

function numbered(number: string | undefined, span: Keyword['nameSpan'], text: string): Pick<WrittenProblem, 'fixes'> {
  if (number === undefined) return {};
  const inside = /["']/.test(text[span.start - 1] ?? '');
  const whole = inside ? { start: span.start - 1, end: span.end + 1 } : span;
  const edits = [{ span: whole, newText: number }];
  return { fixes: () => [{ title: t('Change to {0}', number), safe: true, preferred: true, edits }] };
}

function sizeProblems({ value, word }: Keyword): readonly WrittenProblem[] {
  if (typeof value !== 'string' || memoryBytes(value) !== undefined) return [];
  const message = () => t('max_memory does not take {0}; it takes bytes as a number, or a size such as 20GiB or 20000MB', value || "''");
  return [{ rule: 'device-map-memory', severity: 'error', span: word.span, message }];
}
