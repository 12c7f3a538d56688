import type { ModelProblem } from '../model-problem.ts';
import { findGroupSizeProblems } from './group-size.ts';
import { findHeadProblems } from './heads.ts';
import { findLayerListProblems } from './layer-lists.ts';
import { findQuantizationProblems } from './quantization-section.ts';
import type { ReadModel } from './read-model.ts';
import { findDuplicates, findSyntaxError } from './syntax.ts';
import { findTypeProblems } from './value-types.ts';

/** What is wrong in the model's own files, whatever engine runs it; in the order of the file. */
export function findProblems(model: ReadModel): readonly ModelProblem[] {
  const problems: ModelProblem[] = [];
  for (const find of finders) for (const problem of find(model)) problems.push(problem);
  return problems.length < 2 ? problems : problems.sort((a, b) => a.span.start - b.span.start);
}

const finders = [
  findSyntaxError,
  findDuplicates,
  findTypeProblems,
  findHeadProblems,
  findLayerListProblems,
  findGroupSizeProblems,
  findQuantizationProblems,
];
