import type { Dialect } from '../../../shared/engines/arguments/dialect.ts';
import type { Launch } from '../../../shared/engines/engine.ts';
import { type EntryPoint, entryFinder } from '../../../shared/engines/launches/entry-points.ts';
import { imageName, imageTag, releaseInTag } from '../../../shared/engines/launches/image.ts';
import type { LaunchSyntax } from '../../../shared/engines/launches/launch-syntax.ts';
import { launchesBy } from '../../../shared/engines/launches/recognize.ts';
import { commandOf } from './command-of.ts';

const serve: EntryPoint = { name: 'toy serve', sets: ['serve'], model: 'argument', strict: true };
const loose: EntryPoint = { name: 'toy_bench.py', sets: ['serve'], model: 'option', strict: false };

/** A dialect with a few options of each kind, strict where a test does not say otherwise. */
const toyDialect: Dialect = {
  title: 'Toy',
  newest: { release: [1, 3], text: 'main (after v1.2)', source: 'assumed' },
  lastRelease: [1, 2],
  statesRead: [
    [1, 0],
    [1, 2],
    [1, 3],
  ],
  parser: 'argparse',
  table: {
    serve: [
      ['model-id', 'text', '1.0', '', '-m', ''],
      ['tp_size', 'int', '1.0', '', '--tensor_parallel_size', ''],
      ['num-shard', 'int', '1.0', '', '', ''],
      ['sharded', 'truth', '1.0', '', '', ''],
      ['quantize', 'text', '1.0', '', '', 'awq gptq'],
      ['eager', 'switch', '1.0', '', '', ''],
      ['graphs', 'toggle', '1.2', '', '', ''],
      ['max-length', 'int', '1.0', '1.2', '', ''],
      ['overrides', 'json', '1.0', '', '', ''],
    ],
  },
  canonicalNames: new Map([
    ['model-id', 'model'],
    ['tp_size', 'tensorParallelSize'],
    ['num-shard', 'tensorParallelSize'],
  ]),
  moves: new Map([['max-length', { to: '--num-shard {0}', same: true }]]),
  foreign: new Map([['tp', { flag: '--num-shard', same: true }]]),
};

/** How the toy engine is started, with a dialect and whatever else a test changes. */
export function toySyntax(dialect: Partial<Dialect> = {}, more: Partial<LaunchSyntax> = {}): LaunchSyntax {
  return {
    engine: 'tgi',
    dialect: { ...toyDialect, ...dialect },
    entryOf: entryFinder({
      commands: { 'toy serve api': serve, toy: serve, 'toy client': undefined },
      modules: { 'toy.server': serve, toy: 'toy' },
      scripts: { 'toy_bench.py': loose, 'toy/tools/start.py': loose },
      launchers: ['toy-launch'],
      image: { isServer: (image) => imageName(image).endsWith('/toy'), entryPoint: serve },
    }),
    standard: serve,
    tensorParallelFlag: '--num-shard',
    package: 'toy[-_]engine',
    releaseOfImage: (image) => releaseInTag(imageTag(image), 1),
    ...more,
  };
}

export function toyLaunches(
  syntax: LaunchSyntax,
  words: Parameters<typeof commandOf>[0],
  more: Parameters<typeof commandOf>[1] = {},
): readonly Launch[] {
  return launchesBy(syntax).recognize([commandOf(words, more)], undefined);
}
