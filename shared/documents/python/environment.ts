import type { Word } from '../command.ts';
import { blockAt, type Evaluation, spend } from './evaluation.ts';
import type { PythonNode } from './parse.ts';
import { type Block, isWithin } from './scopes.ts';
import type { VariableSetting } from './survey.ts';
import { textOfRuns, unknown, wordOf } from './value.ts';

/** Variables that the module has set in `os.environ` before a place; unknown where it may have set another value, or none. */
export function environmentAt(evaluation: Evaluation, node: PythonNode): ReadonlyMap<string, Word> {
  const { survey } = evaluation;
  const block = blockAt(survey, node);
  const found = new Map<string, Word>();
  if (block === undefined || !spend(survey, survey.variables.length)) return found;
  for (const setting of survey.variables) {
    const name = nameOf(evaluation, setting.name);
    if (name === undefined) continue;
    const value = !found.has(name) && isSetBefore(setting, node.start, block) ? evaluation.evaluate(setting.value) : unknown;
    found.set(name, wordOf(value, { start: setting.value.start, end: setting.value.end }, survey.text));
  }
  return found;
}

function nameOf(evaluation: Evaluation, key: PythonNode): string | undefined {
  const value = evaluation.evaluate(key);
  return value.kind === 'text' ? textOfRuns(value.runs) : undefined;
}

/** In the same run of statements, or in those of the module that no condition is on. */
function isSetBefore(setting: VariableSetting, at: number, block: Block): boolean {
  return (
    setting.at <= at && (isWithin(block, setting.block) || (setting.block.parent === undefined && setting.block.scope.kind === 'module'))
  );
}
