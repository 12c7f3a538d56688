import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBounded } from '../../../shared/model/quantization/bounded-expression.ts';
import { matchesGlob } from '../../../shared/model/quantization/match-glob.ts';
import { globMatcher, pythonMatcher } from '../../../shared/model/quantization/module-patterns.ts';

const name = 'model.layers.0.self_attn.o_proj';

describe('pythonMatcher', () => {
  test.each([
    ['.*self_attn.*', true],
    ['.*SELF_attn', false],
    ['(?i).*SELF_attn', true],
    ['.*attn.*(q_proj|o_proj)$', true],
    ['(?:model\\.)?layers\\.[0-9]+\\.(?P<module>mlp|moe)\\..*', false],
    ['(?:model\\.)?layers\\.[0-9]+\\.(?P<module>self_attn|mlp)\\.(?:q|o)_proj', true],
    ['^(?!.*(?:layers\\.(?:1[0-9]|2[0-9])\\.mlp\\.experts\\.\\d+\\.(?:gate|up|down)_proj)).*$', true],
    ['self_attn', false],
    ['((', undefined],
  ] as const)('%s: %s', (expression, matches) => {
    expect(pythonMatcher(expression)(name)).toBe(matches);
  });

  // Each would run for hours on a name that it does not match.
  test.each([
    '(a+)+$',
    '(a|a)*#',
    '(.|.)*#',
    '((.|.))*#',
    '((.)?)+#',
    '(\\w+\\w?)+#',
    '(?:[a-z_.]|l)+#',
    '(.{1,9}){20}#',
    '.*.*.*.*.*.*.*.*#',
    '(.*)(.*)(.*)(.*)(.*)(.*)(.*)#',
    `${'.?'.repeat(200)}#`,
    `${'[a-z]*'.repeat(60)}#`,
    'a'.repeat(501),
  ])('%s is not tried', (expression) => {
    expect(isBounded(expression)).toBe(false);
    expect(pythonMatcher(expression)(name.repeat(3))).toBeUndefined();
  });
});

describe('globMatcher', () => {
  test.each([
    ['lm_head', false],
    ['self_attn', true],
    ['model.layers.0*', true],
    ['model.layers.0.self*', false],
    ['*self_attn*', true],
    ['*.layers.?.*.o_proj', true],
    ['*.layers.?.*.q_proj', false],
    ['**o_proj**', true],
    ['*', true],
    ['?', false],
    ['model[layers*', false],
    [`${'*?'.repeat(15)}#`, false],
    [`${'*'.repeat(500)}#`, false],
  ] as const)('%s: %s', (glob, matches) => {
    expect(globMatcher([glob])(name)).toBe(matches);
  });

  test('says what an expression of the same meaning says', () => {
    const letters = fc.constantFrom('a', 'b', '.', '[');
    const globs = fc.array(fc.oneof(letters, fc.constantFrom('*', '?')), { maxLength: 8 }).map((pieces) => pieces.join(''));
    const names = fc.array(letters, { maxLength: 10 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(globs, names, (glob, text) => {
        const expression = glob.replaceAll(/[.[]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesGlob(glob, text)).toBe(new RegExp(`^${expression}$`).test(text));
      }),
      { numRuns: 2000 },
    );
  });
});
