import * as l10n from '@vscode/l10n';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { t } from '../../../shared/text/localize.ts';

test('a message without a translation is filled in as the library does it', () => {
  const piece = fc.constantFrom('{0}', '{1}', '{2}', '{10}', '{', '}', '{}', '{name}', 'text ', '$&', '{{0}}');
  const argument = fc.oneof(fc.string(), fc.constantFrom('{0}', '$1', ''), fc.integer(), fc.boolean());
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.array(argument, { maxLength: 3 }), (pieces, args) => {
      const message = pieces.join('');
      expect(t(message, ...args)).toBe(l10n.t(message, ...args));
    }),
  );
});
