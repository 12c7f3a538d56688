import { describe, test } from 'vitest';
import type { Analysis } from '../../shared/lint/analysis.ts';
import type { Finding } from '../../shared/lint/finding.ts';
import { type FixtureDocument, fixtureDocuments } from '../unit/documents/fixture-files.ts';
import { analysisOfDocument } from '../unit/documents/outcome.ts';
import { flawOf } from './document-flaw.ts';
import { outside, tryMutations } from './mutated-texts.ts';

const slowMilliseconds = 100;

/** Pieces that mean something in one kind of document or another. */
const tokens: readonly string[] = [
  ...['\n', '\r\n', '\t', '    ', '\\\n', '`\n', '^\r\n', '\u0000', '\ufeff', '😀', '\u2028'],
  ...['"', "'", '"""', '`', '```\n', '~~~', '{', '}', '[', ']', '(', ')', '<', '>', ',', ':', '=', '|', '|-\n', '>-\n', '#', ';', '&&'],
  ...[
    '- ',
    '? ',
    '&a ',
    '*a',
    '<<: *a',
    '!tag ',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '{{ x }}',
    '{% if %}',
    '{{- x -}}',
    '${X:-4}',
    '$(X)',
    '$X',
    '%X%',
  ],
  ...['vllm serve ', '--tensor-parallel-size ', '-tp', '3', '--model=', 'Qwen/Qwen2.5-7B-Instruct', '"args": ["'],
  ...['command: ', 'args:\n', 'image: vllm/vllm-openai:v0.11.0\n', 'RUN ', 'CMD ["', 'ENTRYPOINT ', '# escape=`\n', '<<EOF\n', 'EOF\n'],
  ...[
    'LLM(',
    '**options',
    'f"{x}"',
    'def f():\n',
    'import vllm\n',
    'subprocess.run([',
    '!',
    '%%bash\n',
    '.. code-block:: bash\n\n   ',
    '$$',
    '@',
  ],
];

const all = fixtureDocuments();

describe.each([...new Set(all.map(({ kind }) => kind))])('mutated documents of %s', (kind) => {
  const documents = all.filter((each) => each.kind === kind);
  // The number asked for is that of a kind; where none is, it is shared by all: the readers alone are tried more often in their own tests.
  const share = process.env.SHARDLINT_MUTATIONS ? documents.length : all.length;
  test.each(documents.map((document) => [document.name, document] as const))(
    '%s is analysed without a throw, in time, with every place in the text',
    (name, document) => {
      tryMutations({ name: `${kind}, ${name}`, texts: [document.text], tokens, share }, (text) => flawIn(document, text));
    },
    600_000,
  );
});

function flawIn({ name, beside }: FixtureDocument, text: string): string | undefined {
  const started = performance.now();
  const analysis = analysisOfDocument(name, text, beside);
  const flaw = performance.now() - started < slowMilliseconds ? undefined : slowness(name, text, beside);
  if (analysis === undefined) return flaw;
  const { document, findings } = analysis;
  return flaw ?? (document && flawOf(text, document)) ?? flawOfFindings(findings, analysis);
}

function flawOfFindings(findings: readonly Finding[], { source: { text, path } }: Analysis): string | undefined {
  for (const { rule, message, span, related, fixes } of findings) {
    if (message === '') return `${rule}: no message`;
    const places = [{ path, span }, ...related, ...fixes.flatMap(({ edits }) => edits)].filter((place) => place.path === path);
    const flaw = outside(
      places.map((place) => place.span),
      text,
    );
    if (flaw !== undefined) return `${rule}: ${flaw}`;
  }
  return undefined;
}

/** A machine that is busy makes anything slow once: what is slow must be so again. */
function slowness(name: string, text: string, beside: FixtureDocument['beside']): string | undefined {
  let milliseconds = 0;
  for (let attempt = 0; attempt < 3; attempt++) {
    const started = performance.now();
    // Another text each time: readings are kept by their text.
    analysisOfDocument(name, `${text}${'\n'.repeat(attempt + 1)}`, beside);
    milliseconds = performance.now() - started;
    if (milliseconds < slowMilliseconds) return undefined;
  }
  return `${milliseconds.toFixed(0)} ms`;
}
