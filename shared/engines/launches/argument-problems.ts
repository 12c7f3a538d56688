import { t } from '../../text/localize.ts';
import { isBracketed } from '../../text/placeholder.ts';
import { isBrokenContinuation } from '../arguments/broken-continuation.ts';
import type { ParsedArguments } from '../arguments/parse-arguments.ts';
import type { Positional } from '../arguments/reading.ts';
import { shown } from '../arguments/value-kinds.ts';
import type { EngineVersion, LaunchProblem } from '../engine.ts';
import type { Entry, EntryPoint } from './entry-points.ts';
import { type LaunchSyntax, takesModel } from './launch-syntax.ts';
import { modelArgument } from './model-reference.ts';

/** What the parser of an engine refuses, where the engine has no rules of its own beside it. */
export function argumentProblems(
  syntax: LaunchSyntax,
): (entry: Entry, parsed: ParsedArguments, version: EngineVersion) => readonly LaunchProblem[] {
  return (entry, parsed, version) =>
    [...optionProblems(entry.entryPoint, parsed), ...strays(syntax, entry, parsed, version)].sort((a, b) => a.span.start - b.span.start);
}

/** Of a program whose own options were not read, no option is unknown. */
export function optionProblems({ strict, lenient }: EntryPoint, { problems }: ParsedArguments): readonly LaunchProblem[] {
  if (lenient === true) return [];
  return strict ? problems : problems.filter(({ rule }) => rule === 'option-value');
}

function strays(syntax: LaunchSyntax, entry: Entry, parsed: ParsedArguments, version: EngineVersion): readonly LaunchProblem[] {
  const takes = takesModel(syntax, entry, version);
  if (parsed.positionals.length === 0 || takes === undefined || !entry.entryPoint.strict) return [];
  const model = takes ? modelArgument(parsed) : undefined;
  if (takes && model?.certain !== true) return [];
  const others = parsed.positionals.filter((positional) => isCertain(positional) && positional !== model);
  return others.map((stray) => strayArgument(syntax.dialect.title, stray, version));
}

/** True for an argument that certainly belongs to no option, and whose text is known. */
export function isCertain({ certain, value }: Positional): boolean {
  return certain && value.text !== undefined && !isBracketed(value.text);
}

/** An argument that nothing takes. */
export function strayArgument(title: string, { value, word }: Positional, version: EngineVersion): LaunchProblem {
  if (isBrokenContinuation(word)) return brokenContinuation(title, value.place.span);
  const text = shown(value.text ?? '');
  const message = () => t('{0} {1} refuses the argument {2}: it belongs to no option', title, version.text, text);
  return { rule: 'option-unknown', severity: 'error', span: value.place.span, message };
}

/** A backslash before a blank is a blank argument, and the command ends with its line. */
function brokenContinuation(title: string, span: LaunchProblem['span']): LaunchProblem {
  return {
    rule: 'option-unknown',
    severity: 'error',
    span,
    message: () =>
      t('the blank after this backslash ends the command here: what follows is not part of it, and {0} refuses a blank argument', title),
  };
}
