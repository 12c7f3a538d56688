import type { Argument } from '../../text/localize.ts';
import { t } from '../../text/localize.ts';
import type { Move } from './dialect.ts';
import type { Grammar } from './grammar.ts';
import { nearestFlag } from './nearest-flag.ts';

/** What to write instead of an option that the parser does not have. */
export interface Advice {
  readonly text: () => string;
  /** The option to write instead, where that alone is right: the value stays. */
  readonly flag?: string;
  /** The option and its value to write instead. */
  readonly rewritten?: string;
}

/** Advice on `flag` (`--tp-size`) with its value, if it has one that is known. Only options that the version has are advised. */
export function adviceOn(flag: string, value: string | undefined, grammar: Grammar): Advice | undefined {
  const name = flag.replace(/^-+/, '');
  return (
    movedAdvice(name, value, grammar) ?? foreignAdvice(flag, name, grammar) ?? attachedAdvice(flag, grammar) ?? nearestAdvice(flag, grammar)
  );
}

function movedAdvice(name: string, value: string | undefined, grammar: Grammar): Advice | undefined {
  const move = grammar.dialect.moves?.get(name);
  if (move === undefined) return undefined;
  if (move.to === undefined) return { text: () => t('nothing took its place, leave it out') };
  const flag = /^[^. ]+/.exec(move.to)?.[0];
  if (flag === undefined || !grammar.flags.has(flag)) return undefined;
  return { text: () => t('write {0}', filled(move.to, value)), rewritten: rewritten(move, value) };
}

function rewritten({ to, same, values }: Move, value: string | undefined): string | undefined {
  if (to === undefined || same !== true) return undefined;
  if (values !== undefined && (value === undefined || !values.includes(value))) return undefined;
  if (values !== undefined && !to.includes('{0}')) return `${to} ${value}`;
  if (to.includes('{0}') && (value === undefined || !/^[\w.:/-]+$/.test(value))) return undefined;
  return to.replace('{0}', value ?? '');
}

function filled(to: string | undefined, value: string | undefined): Argument {
  return (to ?? '').replace('{0}', value ?? '…');
}

function foreignAdvice(flag: string, name: string, grammar: Grammar): Advice | undefined {
  const found = grammar.dialect.foreign?.get(flag.startsWith('--') ? name : name.toLowerCase());
  if (found === undefined || !grammar.flags.has(found.flag)) return undefined;
  return { text: () => t('write {0}', found.flag), flag: found.same ? found.flag : undefined };
}

/** `-tp4`: short options of more than one letter need the value apart. */
function attachedAdvice(flag: string, grammar: Grammar): Advice | undefined {
  const [, short, value] = /^(-[a-z]+)(\d+)$/.exec(flag) ?? [];
  if (short === undefined || value === undefined || !grammar.flags.has(short)) return undefined;
  const apart = `${short} ${value}`;
  return { text: () => t('write {0}', apart), flag: apart };
}

function nearestAdvice(flag: string, grammar: Grammar): Advice | undefined {
  const only = flag.startsWith('--') && flag.length >= 6 ? nearestFlag(flag, grammar) : undefined;
  return only === undefined ? undefined : { text: () => t('did you mean {0}', only), flag: only };
}
