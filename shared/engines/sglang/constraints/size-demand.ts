import { t } from '../../../text/localize.ts';
import { holds, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Judgement, Knob, Layout } from '../../engine.ts';

/** A sentence that the sizes break, with its arithmetic. */
export interface Broken {
  readonly message: () => string;
  readonly arithmetic: () => string;
}

export interface Demand {
  readonly rule: string;
  readonly title: () => string;
  readonly option: string;
  readonly knobs: readonly Knob[];
  readonly source: string;
  /** Undefined: holds; `unknown`: a size is not known. */
  readonly broken: (layout: Layout) => Broken | undefined | 'unknown';
}

/** A demand of the sizes alone, which no model is needed for. */
export function sizeDemand({ broken, ...demand }: Demand): Constraint {
  const judge = (layout: Layout): Judgement => {
    const found = broken(layout);
    if (found === 'unknown') return unknown;
    return found === undefined ? holds : refuses(found.message, found.arithmetic);
  };
  return { ...demand, facts: [], confidence: 'high', judge };
}

/** `{0} is not divisible by {1}` for two sizes as the user knows them. */
export function indivisible(what: string, value: number, byWhat: string, by: number): Broken | undefined {
  if (value % by === 0) return undefined;
  return {
    message: () => t('{0} {1} is not divisible by {2} {3}', what, value, byWhat, by),
    arithmetic: () => `${value} % ${by} = ${value % by}`,
  };
}
