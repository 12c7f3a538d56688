import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Confidence, EngineVersion, Outcome } from '../../../shared/engines/engine.ts';
import { type Judged, judge } from '../../../shared/lint/judge.ts';
import { causesOf } from '../../../shared/lint/judge-causes.ts';
import { messageOf } from '../../../shared/lint/judge-message.ts';
import { demand, fact, layoutAt, toyEngine } from './toy-engine.ts';

const assumed: EngineVersion = { release: [2, 1], text: 'main', source: 'assumed' };
const named: EngineVersion = { release: [2, 1], text: '2.1', source: 'image' };
const never = (): boolean => false;

function judged(outcome: Outcome, confidence: Confidence = 'high', since?: readonly number[], version = assumed): Judged | undefined {
  const constraint = demand('mlp-width', never, { confidence, since, judge: () => ({ outcome, message: () => 'it is so' }) });
  return judge([constraint], layoutAt({ tensorParallelSize: 4 }), { version, lastRelease: [2, 0] })[0];
}

describe('severity of an outcome', () => {
  it.each<[Outcome, string | undefined]>([
    ['holds', undefined],
    ['unknown', undefined],
    ['replicates', 'information'],
    ['pads', 'information'],
    ['unsharded', 'information'],
    ['slower', 'warning'],
    ['corrupts', 'error'],
    ['refuses', 'error'],
  ])('%s: %s', (outcome, severity) => {
    expect(judged(outcome)?.severity).toBe(severity);
  });

  it('is never an error with low confidence', () => {
    expect(judged('refuses', 'low')?.severity).toBe('warning');
    expect(judged('corrupts', 'low')?.severity).toBe('warning');
    expect(judged('replicates', 'low')?.severity).toBe('information');
  });

  it('is no error for a demand newer than the last release, unless somebody named the version', () => {
    expect(judged('refuses', 'high', [2, 1])?.severity).toBe('warning');
    expect(judged('refuses', 'high', [2, 0])?.severity).toBe('error');
    expect(judged('refuses', 'high', [2, 1], named)?.severity).toBe('error');
  });

  it('follows the confidence of the judgement where it has one', () => {
    const constraint = demand('mlp-width', never, { judge: () => ({ outcome: 'refuses', message: () => 'x', confidence: 'low' }) });
    expect(judge([constraint], layoutAt({ tensorParallelSize: 4 }), { version: named, lastRelease: [2, 0] })[0]).toMatchObject({
      severity: 'warning',
      confidence: 'low',
    });
  });
});

describe('messageOf', () => {
  const message = (
    outcome: Outcome,
    confidence: Confidence,
    version: EngineVersion,
    valid?: readonly number[],
    versionDependent = false,
  ): string => {
    const constraint = demand('mlp-width', never, { confidence, versionDependent, judge: () => ({ outcome, message: () => 'it is so' }) });
    const [one] = judge([constraint], layoutAt({ tensorParallelSize: 4 }), { version, lastRelease: [2, 0] });
    return one ? messageOf(one, toyEngine, { ...toyEngine.launchOf(4, undefined), version }, valid) : '';
  };

  it.each<[string, string]>([
    [message('refuses', 'high', named), 'it is so'],
    [message('refuses', 'high', named, [1, 2]), 'it is so; valid here: 1, 2'],
    [message('refuses', 'high', named, []), 'it is so; no tensor-parallel size is valid here'],
    [message('refuses', 'high', named, [1], true), 'it is so; valid here: 1 (Toy 2.1)'],
    [message('refuses', 'high', assumed, [1], true), 'it is so; valid here: 1 (assuming Toy main; see shardlint.engineVersions)'],
    [message('refuses', 'low', named, [1]), 'may not start: it is so; valid here: 1 (Toy 2.1)'],
    [message('corrupts', 'low', named), 'may compute wrong results: it is so (Toy 2.1)'],
    [message('replicates', 'high', named, [1, 2]), 'it is so'],
    [message('slower', 'high', named, [1, 2]), 'it is so'],
    [
      message('refuses', 'high', named, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
      'it is so; valid here: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …',
    ],
  ])('%s', (said, expected) => {
    expect(said).toBe(expected);
  });
});

describe('causesOf', () => {
  const width = fact('intermediate_size', 29568);
  const group = fact('group_size', 128);
  const heads = fact('num_attention_heads', 28);
  const hidden = demand('quant-group', never, { facts: [width, group] });
  const causes = (...constraints: readonly ReturnType<typeof demand>[]): readonly string[] =>
    causesOf(judge(constraints, layoutAt({ tensorParallelSize: 5 }), { version: named, lastRelease: [2, 0] })).map(
      ({ constraint }) => constraint.rule,
    );

  it('leaves out the groups of a width that does not divide', () => {
    expect(causes(demand('mlp-width', never, { facts: [width] }), hidden)).toEqual(['mlp-width']);
  });

  it('leaves out the KV heads of heads that do not split', () => {
    const keyValue = demand('kv-heads', never, { facts: [fact('num_key_value_heads', 4), heads] });
    expect(causes(keyValue)).toEqual(['kv-heads']);
    expect(causes(keyValue, demand('attention-heads', never, { facts: [heads] }))).toEqual(['attention-heads']);
  });

  it('keeps causes that have nothing to do with one another', () => {
    expect(causes(demand('attention-heads', never, { facts: [heads] }), hidden)).toEqual(['attention-heads', 'quant-group']);
  });

  it('tells one thing about the quantization of a field', () => {
    const tile = demand('quant-tile', never, { facts: [width], judge: () => ({ outcome: 'slower', message: () => 'slow' }) });
    expect(causes(tile, hidden)).toEqual(['quant-group']);
  });

  it('does not tell what a launch costs that does not start', () => {
    const kept = demand('kv-heads', never, {
      facts: [fact('num_key_value_heads', 4)],
      judge: () => ({ outcome: 'replicates', message: () => 'kept' }),
    });
    expect(causes(kept)).toEqual(['kv-heads']);
    expect(causes(kept, hidden)).toEqual(['quant-group']);
  });

  it('says the same in whatever order the constraints come', () => {
    const all = ['attention-heads', 'kv-heads', 'mlp-width', 'quant-group', 'quant-tile', 'vocabulary', 'expert-group'].map((rule, at) =>
      demand(rule, never, { facts: at % 2 === 0 ? [width, group] : [heads], confidence: at % 3 === 0 ? 'low' : 'high' }),
    );
    const expected = causes(...all);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(causes(...shuffled)).toEqual(expected);
      }),
    );
  });
});
