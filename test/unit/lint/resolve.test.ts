import { expect, test } from 'vitest';
import type { Engine, LaunchProblem } from '../../../shared/engines/engine.ts';
import { unknownHardware } from '../../../shared/engines/hardware.ts';
import { pairedLaunch } from '../../../shared/lint/analyse-launch.ts';
import type { ModelResolution } from '../../../shared/models/resolution.ts';
import { demand, toyEngine, toyLaunch, toyModel } from './toy-engine.ts';

const problem: LaunchProblem = { rule: 'option-ignored', severity: 'warning', span: { start: 0, end: 1 }, message: () => 'falls back' };

/** Two engines in one: the fast one knows powers of two only, and takes models with heads. */
const engine: Engine = {
  ...toyEngine,
  resolve: (_launch, model) => (model.decoder.attentionHeads ? { variant: 'fast' } : { variant: 'slow', problem }),
  constraints: ({ variant }) => [demand('toy', (size) => variant === 'slow' || Number.isInteger(Math.log2(size)))],
};

test('constraints are asked of the variant that will run', () => {
  expect(paired(found(40)).launch).toMatchObject({ variant: 'fast', problems: [] });
  expect(paired(found(40)).validTensorParallelSizes).toEqual([1, 2, 4, 8, 16, 32, 64]);
});

test('a fall back is told beside what is wrong already', () => {
  expect(paired(found(undefined)).launch).toMatchObject({ variant: 'slow', problems: [problem] });
});

test('without a model, nothing is decided', () => {
  expect(paired({ kind: 'missing', why: 'unknown', looked: [] }).launch).not.toHaveProperty('variant');
});

function paired(resolution: ModelResolution) {
  const launch = toyLaunch(3);
  return pairedLaunch({ launch, engine, path: '/launch.sh', assumed: false, resolution, hardware: unknownHardware }, () => undefined);
}

function found(heads: number | undefined): ModelResolution {
  return { kind: 'found', config: toyModel(heads, 1024), from: 'path' };
}
