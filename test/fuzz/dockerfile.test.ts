import { test } from 'vitest';
import { partsOf } from '../../shared/documents/dockerfile/instructions.ts';
import { fixtureTexts } from './flaw-at-path.ts';
import { tryMutations } from './mutated-texts.ts';
import { testReader } from './test-reader.ts';

const pieces = [
  'FROM a AS b\n',
  'FROM b AS a\nENV A=${A}x\n',
  'RUN ',
  'RUN vllm $A\n',
  'RUN <<EOF\n',
  'EOF\n',
  'ENV A=$A$A\n',
  'ARG A=1\n',
  'CMD ["',
  'CMD ["vllm", "serve"]\n',
  'ENTRYPOINT ',
  'COPY a b\n',
  'COPY --from=a b c\n',
  'WORKDIR a\n',
  '# escape=`\n',
  'SHELL ["a"]\n',
  '${A:-',
  '}',
];

const texts = fixtureTexts('dockerfile');

const tokens = testReader({ name: 'dockerfile', path: 'Dockerfile', texts, pieces });

test.each([texts.join('\n'), ...texts].map((base) => [base]))('after an edit the parts are those of the whole text: %#', (base) => {
  let before = base;
  tryMutations({ name: 'dockerfile again', texts: [base], tokens, share: texts.length }, (text) => {
    partsOf(before);
    before = text;
    const again = partsOf(text);
    // Nothing in common with it: the next one is cut whole.
    partsOf('MAINTAINER nobody\n');
    const anew = partsOf(text);
    return JSON.stringify(again) === JSON.stringify(anew) ? undefined : 'other parts';
  });
});
