import { describe, expect, test } from 'vitest';
import { launchesBy } from '../../../../shared/engines/launches/recognize.ts';
import { commandOf, wordOf } from '../command-of.ts';
import { toyLaunches, toySyntax } from '../toy-launches.ts';

const started: readonly (readonly [string, string, string | undefined])[] = [
  ['toy m/x', 'toy serve', 'm/x'],
  ['toy serve api m/x', 'toy serve', 'm/x'],
  ['toy --model-id m/x', 'toy serve', 'm/x'],
  ['/opt/bin/toy-launch /opt/bin/toy m/x', 'toy serve', 'm/x'],
  ['python3 -m toy.server m/x', 'toy serve', 'm/x'],
  ['python3 -m toy serve api m/x', 'toy serve', 'm/x'],
  ['python3 a/toy_bench.py -m m/x --new-option', 'toy_bench.py', 'm/x'],
  ['python3 /src/toy/tools/start.py m/x', 'toy_bench.py', undefined],
];

describe('what starts an engine', () => {
  test.each(started)('%s', (words, entryPoint, model) => {
    const launches = toyLaunches(toySyntax(), words);
    expect(launches).toMatchObject([{ engine: 'tgi', entryPoint, problems: [] }]);
    expect(launches[0]?.model?.text).toBe(model);
  });

  test.each(['toy client m/x', 'python3 -m toy client', 'toy --help', 'python3 -m other', 'other', 'python3 toy'])('not: %s', (words) => {
    expect(toyLaunches(toySyntax(), words)).toEqual([]);
  });
});

describe('images', () => {
  const inImage = (image: string, words: string) => toyLaunches(toySyntax(), words, { image: wordOf(image), afterEntrypoint: true });

  test('the arguments of its server, and the release of its tag', () => {
    expect(inImage('ghcr.io/who/toy:1.2.1-rocm', 'm/x --num-shard 2')).toMatchObject([
      { model: { text: 'm/x' }, version: { release: [1, 2, 1], source: 'image' } },
    ]);
  });

  test('a date is no release', () => {
    expect(inImage('who/toy:25.03', 'm/x')).toMatchObject([{ version: { source: 'assumed' } }]);
  });

  test('a whole command in any image, another program in none', () => {
    expect(inImage('who/other', 'python3 -m toy.server m/x')).toMatchObject([{ model: { text: 'm/x' } }]);
    expect(inImage('who/other', 'm/x')).toEqual([]);
    expect(['bash -c x', '/usr/bin/python3 x.py', 'toy client'].flatMap((words) => inImage('who/toy', words))).toEqual([]);
  });
});

test('the release that the document installs', () => {
  const commands = [commandOf('pip install toy_engine[all]==1.0.2'), commandOf('toy m/x')];
  expect(launchesBy(toySyntax()).recognize(commands, undefined)).toMatchObject([{ version: { release: [1, 0, 2], source: 'install' } }]);
});

test('the launch that stands for a size', () => {
  const launch = launchesBy(toySyntax()).launchOf(4, { text: '1.1', release: [1, 1] });
  expect(launch).toMatchObject({ engine: 'tgi', entryPoint: 'toy serve', version: { source: 'setting' }, problems: [], complete: true });
  expect(launch.options.get('tensorParallelSize')).toMatchObject({ flag: '--num-shard', value: 4 });
});
