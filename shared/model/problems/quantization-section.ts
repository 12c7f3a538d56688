import { t } from '../../text/localize.ts';
import { span } from '../../text/span.ts';
import type { JsonMember } from '../json/json-node.ts';
import type { ModelProblem } from '../model-problem.ts';
import { isWritten, type Section } from '../section.ts';
import { literal, type ReadModel } from './read-model.ts';

/** A misspelt section, which every engine passes over in silence, and one that contradicts itself. */
export function findQuantizationProblems(model: ReadModel): readonly ModelProblem[] {
  const problem = misspelt(model.root) ?? bothWidths(model);
  return problem === undefined ? [] : [problem];
}

const rightKey = 'quantization_config';

function misspelt(root: Section): ModelProblem | undefined {
  if (isWritten(root, rightKey)) return undefined;
  for (const member of root.object.members.values())
    if (member.value.kind === 'object' && isMisspelling(member.key)) return misspeltAt(root, member);
  return undefined;
}

function misspeltAt(root: Section, member: JsonMember): ModelProblem {
  const place = span(member.keyStart, member.keyEnd);
  return {
    rule: 'config-quantization',
    path: root.path,
    span: place,
    severity: 'error',
    message: () =>
      t('{0} is not read by any engine, so that the quantized weights are taken for plain ones; did you mean {1}', member.key, rightKey),
    replacement: { title: () => t('Rename to {0}', rightKey), span: place, newText: `"${rightKey}"` },
  };
}

/** One or two letters lost, added, changed or swapped. */
function isMisspelling(key: string): boolean {
  if (key === rightKey || Math.abs(key.length - rightKey.length) > 2 || !key.startsWith('quant') || !key.endsWith('config')) return false;
  return distance(key, rightKey) <= 2;
}

function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from.charCodeAt(i - 1) === to.charCodeAt(j - 1) ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** Transformers raises where both widths are asked for. */
function bothWidths({ quantization }: ReadModel): ModelProblem | undefined {
  const four = literal(quantization?.loadIn4Bit);
  const eight = literal(quantization?.loadIn8Bit);
  if (quantization?.method.value !== 'bitsandbytes' || four?.value !== true || eight?.value !== true) return undefined;
  return {
    rule: 'config-quantization',
    path: eight.path,
    span: eight.span,
    severity: 'error',
    message: () => t('load_in_4bit and load_in_8bit are both true; only one can be'),
    related: { span: four.span, message: () => t('load_in_4bit true') },
  };
}
