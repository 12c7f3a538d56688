import { t } from '../../text/localize.ts';
import { span } from '../../text/span.ts';
import type { JsonSyntaxError } from '../json/parse-json.ts';
import type { ModelProblem } from '../model-problem.ts';
import type { ReadModel } from './read-model.ts';

/** The first place at which Python's `json.load` gives up: Transformers then refuses the whole file. */
export function findSyntaxError({ root, parsed }: ReadModel): readonly ModelProblem[] {
  const error = parsed.syntaxError;
  if (error === undefined || error.reason === 'depth') return [];
  return [
    {
      rule: 'config-syntax',
      path: root.path,
      span: span(error.start, error.end),
      severity: 'error',
      message: () => messageOf(error),
    },
  ];
}

function messageOf({ reason }: JsonSyntaxError): string {
  switch (reason) {
    case 'comment':
      return t('JSON has no comments: the engine cannot load this file');
    case 'trailing-comma':
      return t('JSON has no comma after the last entry: the engine cannot load this file');
    case 'byte-order-mark':
      return t('the file starts with a byte order mark: the engine cannot load it');
    default:
      return t('this is not valid JSON: the engine cannot load this file');
  }
}

/** Keys that one object has twice: the last one counts, which is seldom the one that was edited. */
export function findDuplicates({ root, parsed }: ReadModel): readonly ModelProblem[] {
  return parsed.duplicates.map(({ key, first, last }) => ({
    rule: 'config-duplicate',
    path: root.path,
    span: span(last.keyStart, last.keyEnd),
    severity: 'warning',
    message: () => t('{0} is written twice in this object; the last one counts', key),
    related: { span: span(first.keyStart, first.keyEnd), message: () => t('the first one, which is ignored') },
  }));
}
