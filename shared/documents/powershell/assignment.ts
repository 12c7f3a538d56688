import { unknownPiece, wordOf } from '../word.ts';
import { valueOfTokens } from './expression.ts';
import { plainName, type Run, textOf } from './run.ts';
import { runCommand } from './run-command.ts';
import { assignIn, isSetIn, lookUpIn } from './scope.ts';
import { statementEnd } from './statement-end.ts';
import type { WordToken } from './tokens.ts';
import type { Value } from './values.ts';

/** `$name = …`, `$env:NAME = …`, `$name += …`; undefined: the statement is no assignment. */
export function runAssignment(run: Run, from: number): number | undefined {
  const { tokens } = run;
  let at = from;
  while (
    at < tokens.length &&
    tokens[at]?.kind === 'word' &&
    /^\[[^\]]*\]$/.test(textOf(run, tokens[at] ?? { kind: 'end', from: 0, to: 0 }))
  )
    at += 1;
  const [target, operator] = [tokens[at], tokens[at + 1]];
  if (target?.kind !== 'word' || operator?.kind !== 'word') return undefined;
  const name = /^(?:\[[^\]]*\])*\$((?:\w+:)?\w+)$/.exec(textOf(run, target))?.[1]?.toLowerCase();
  const sign = textOf(run, operator);
  if (name === undefined || !/^[-+*/%?]{0,2}=$/.test(sign)) return undefined;
  const end = statementEnd(run, at + 2);
  const given = tokens.slice(at + 2, end);
  const [first] = given;
  if (first?.kind === 'call' || (first?.kind === 'word' && startsCommand(textOf(run, first), first))) {
    assign(run, name, undefined);
    return first.kind === 'call' ? runCommand(run, at + 3) : runCommand(run, at + 2);
  }
  const value = given.length > 500 ? undefined : valueOfTokens(run.reading, given);
  assign(run, name, sign === '=' ? value : sign === '+=' ? joined(run, name, value) : undefined);
  return end;
}

/** `$id = docker run …`: a word that is no text starts a command. */
function startsCommand(text: string, token: WordToken): boolean {
  return !token.quoted && /^[A-Za-z.\\/]/.test(text) && !/^(?:if|switch|foreach|for|while|try)$/i.test(text);
}

function assign(run: Run, name: string, value: Value | undefined): void {
  if (!name.startsWith('env:')) {
    assignIn(run.block, plainName(name), value);
    return;
  }
  const word = value !== undefined && 'word' in value ? value.word : undefined;
  const nowhere = { start: 0, end: 0 };
  run.script.environment.set(
    name.slice(4).toUpperCase(),
    word === undefined || run.isConditional
      ? wordOf(run.script.document, word?.span ?? nowhere, [unknownPiece(word?.span ?? nowhere)])
      : word,
  );
}

/** An array grows by elements; a text by text. */
function joined(run: Run, name: string, added: Value | undefined): Value | undefined {
  const plain = plainName(name);
  const before = lookUpIn(run.block, plain);
  if (before === undefined || added === undefined) return isSetIn(run.block, plain) && before === undefined ? undefined : openAfter(before);
  if ('elements' in before)
    return { elements: [...before.elements, ...('elements' in added ? added.elements : [added.word])].slice(0, 500) };
  if ('elements' in added) return undefined;
  const pieces = [...before.word.pieces, ...added.word.pieces];
  return pieces.length > 200 ? undefined : { word: wordOf(run.script.document, before.word.span, pieces) };
}

/** An array to which something is added that is not known. */
function openAfter(before: Value | undefined): Value | undefined {
  const last = before !== undefined && 'elements' in before ? before.elements.at(-1) : undefined;
  if (before === undefined || !('elements' in before) || last === undefined) return undefined;
  return { elements: [...before.elements, { ...last, text: undefined, pieces: [unknownPiece(last.span)], spread: true }] };
}
