import { describe, expect, test } from 'vitest';
import type { Dialect } from '../../../../shared/engines/arguments/dialect.ts';
import type { Launch } from '../../../../shared/engines/engine.ts';
import { type TestWord, wordOf } from '../command-of.ts';
import { toyLaunches, toySyntax } from '../toy-launches.ts';

type Row = readonly [words: string, values: Readonly<Record<string, unknown>>, problems: readonly string[]];

const argparse: readonly Row[] = [
  ['--tp_size 4', { tensorParallelSize: 4 }, []],
  ['--tensor_parallel_size=4', { tensorParallelSize: 4 }, []],
  ['--tp-size 4', {}, ['option-unknown']],
  ['--tp_s 4', {}, ['option-unknown']],
  ['--num-shard -1', { tensorParallelSize: -1 }, []],
  ['--num-shard 2 --num-shard 4', { tensorParallelSize: 4 }, []],
  ['--num-shard --eager', { tensorParallelSize: undefined, eager: true }, ['option-value']],
  ['--no-graphs', { graphs: false }, []],
  ['--overrides.a 4', {}, ['option-unknown']],
  ['-O3', {}, ['option-unknown']],
  ['--config f.yaml', {}, ['option-unknown']],
];

const click: readonly Row[] = [
  ['--tp_size 4 --eager', { tensorParallelSize: 4, eager: true }, []],
  ['--quantize --eager', { quantize: undefined }, ['option-value']],
  ['--num-shard -1', { tensorParallelSize: -1 }, []],
  ['-1', {}, ['option-unknown']],
];

const clap: readonly Row[] = [
  ['--num-shard 4 --sharded true', { tensorParallelSize: 4, sharded: true }, []],
  ['--sharded True', { sharded: undefined }, ['option-value']],
  ['--sharded', { sharded: undefined }, ['option-value']],
  ['--num_shard 4', {}, ['option-unknown']],
  ['--num-shard -1', { tensorParallelSize: undefined }, ['option-value', 'option-unknown']],
  ['--num-shard 2 --num-shard 4', { tensorParallelSize: 4 }, ['option-value']],
];

const free: readonly Row[] = [
  ['--tensor-p 4', {}, ['option-unknown']],
  ['--num_sh 4', { tensorParallelSize: 4 }, []],
  ['--overrides.a 4 --overrides.b x', { overrides: { a: 4, b: 'x' } }, []],
  ['-O3 -O 2', {}, []],
  ['--config f.yaml', { config: 'f.yaml' }, []],
];

describe.each<[string, Partial<Dialect>, readonly Row[]]>([
  ['argparse', {}, argparse],
  ['click', { parser: 'click' }, click],
  ['clap', { parser: 'clap' }, clap],
  [
    'argparse with all that it may do',
    { abbreviates: true, foldsUnderscores: true, dottedJson: true, unread: '-O', always: ['config'] },
    free,
  ],
])('%s', (_, dialect, rows) => {
  test.each(rows)('%s', (words, values, problems) => {
    const launch = only(dialect, ['toy', 'm/x', ...words.split(' ')]);
    expect(valuesOf(launch)).toEqual(values);
    expect(launch.problems.map(({ rule }) => rule)).toEqual(problems);
  });
});

describe('environment', () => {
  const dialect: Partial<Dialect> = { parser: 'clap', variableOf: (name) => name.toUpperCase().replaceAll('-', '_') };
  const inside = (words: string, environment: Readonly<Record<string, TestWord>>): Launch => {
    const variables = new Map(Object.entries(environment).map(([name, word], at) => [name, wordOf(word, 500 + 20 * at)]));
    const [launch] = toyLaunches(toySyntax(dialect), words, { environment: variables });
    if (launch === undefined) throw new Error(words);
    return launch;
  };

  test('stands for options that are not written', () => {
    const launch = inside('toy', { NUM_SHARD: '4', MODEL_ID: 'm/x', EAGER: 'true', OTHER: '1' });
    expect(valuesOf(launch)).toEqual({ tensorParallelSize: 4, model: 'm/x', eager: true });
    expect(launch.options.get('tensorParallelSize')).toMatchObject({ flag: 'NUM_SHARD', place: { editable: { start: 500, end: 501 } } });
    expect(launch.model?.text).toBe('m/x');
  });

  test('gives way to the command line', () => {
    expect(valuesOf(inside('toy m/x --num-shard 2', { NUM_SHARD: '4' }))).toEqual({ tensorParallelSize: 2 });
  });

  test('unknown, or refused', () => {
    expect(valuesOf(inside('toy m/x', { NUM_SHARD: { source: '$N' } }))).toEqual({ tensorParallelSize: undefined });
    expect(inside('toy m/x', { NUM_SHARD: 'four' }).problems.map(({ message }) => message())).toEqual([
      'NUM_SHARD takes a whole number, not four',
    ]);
  });
});

test('messages name the engine and its version', () => {
  const messages = only({}, ['toy', 'm/x', 'stray', '--max-length', '4', '--tp', '2', '--grphs']).problems.map(({ message }) => message());
  expect(messages).toEqual([
    'Toy main (after v1.2) refuses the argument stray: it belongs to no option',
    'Toy main (after v1.2) no longer has --max-length; write --num-shard 4',
    'Toy main (after v1.2) does not know --tp; write --num-shard',
    'Toy main (after v1.2) does not know --grphs; did you mean --graphs',
  ]);
});

function only(dialect: Partial<Dialect>, words: readonly string[]): Launch {
  const [launch] = toyLaunches(toySyntax(dialect), words);
  if (launch === undefined) throw new Error(words.join(' '));
  return launch;
}

function valuesOf({ options }: Launch): Record<string, unknown> {
  return Object.fromEntries([...options.values()].map(({ name, value }) => [name, value]));
}
