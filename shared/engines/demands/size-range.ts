import { t } from '../../text/localize.ts';
import type { Constraint, Launch, Option } from '../engine.ts';
import { refuses } from './judgement.ts';

/** Sizes that an argument parser takes as any whole number, and the engine behind it does not. */
export interface SizeRange {
  /** Options by their names in `Launch.options`. */
  readonly options: readonly string[];
  readonly source: string;
  /** Why the value of a flag is refused; "sizes are whole numbers from 1" if not given. */
  readonly message?: (flag: string, value: number) => string;
}

/** A flat refusal for each of the sizes that is written with a number below `least`. */
export function sizesBelow(launch: Launch, least: number, { options, source, message = notFromOne }: SizeRange): readonly Constraint[] {
  return options.flatMap((name) => {
    const option = launch.options.get(name);
    return typeof option?.value === 'number' && option.value < least ? [outOfRange(option, option.value, source, message)] : [];
  });
}

function notFromOne(flag: string, value: number): string {
  return t('{0} {1} is refused: sizes are whole numbers from 1', flag, value);
}

function outOfRange({ name, flag }: Option, value: number, source: string, message: (flag: string, value: number) => string): Constraint {
  return {
    rule: 'size-range',
    title: () => t('size {0}', value),
    facts: [],
    option: name,
    knobs: ['option'],
    confidence: 'high',
    source,
    judge: () => refuses(() => message(flag, value)),
  };
}
