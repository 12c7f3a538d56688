import { isCommandArgument, isRunning } from './command-names.ts';
import type { Evaluation } from './evaluation.ts';
import { reachedBy } from './names-reached.ts';
import { argumentsIn, childOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import type { Assignment, Reached } from './scopes.ts';
import { isJoined, unwrapped } from './wrapped-command.ts';

/** How a name is given to what runs it. */
export interface Handed {
  readonly reached: Reached;
  readonly call: PythonNode;
  /** True if a list is handed over as one text: `" ".join(command)`. */
  readonly joined: boolean;
}

/** Names that are given to a function that runs them. The last use is the one that saw most; a list as it is goes before its text. */
export function handedNames(evaluation: Evaluation): ReadonlyMap<Assignment, Handed> {
  const { text } = evaluation.survey;
  const handed = new Map<Assignment, Handed>();
  for (const call of evaluation.survey.calls) {
    if (!isRunning(call, text)) continue;
    for (const argument of argumentsIn(childOf(call, 'ArgList'))) {
      if (!isCommandArgument(argument, text)) continue;
      const reached = reachedBy(evaluation, unwrapped(argument.value, text));
      const joined = isJoined(argument.value, text);
      if (reached === undefined || (joined && handed.get(reached.assignment)?.joined === false)) continue;
      handed.set(reached.assignment, { reached, call, joined });
    }
  }
  return handed;
}
