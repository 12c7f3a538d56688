import { expect, test } from 'vitest';
import { summaryOf } from '../../cli/lint/summary.ts';
import { textReport } from '../../cli/lint/text-report.ts';
import type { Finding } from '../../shared/lint/finding.ts';
import { memoryFiles } from '../../shared/models/memory-files.ts';

const script = `# 启动 the server
vllm serve ./model \\
\t--tensor-parallel-size 3 \\
  --port 8000
`;
const config = '{\n  "num_attention_heads": 40\n}\n';
const files = memoryFiles({ '/p/serve.sh': script, '/p/model/config.json': config });

function spanOf(text: string, part: string) {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
}

const none = {
  engine: undefined,
  engineVersion: undefined,
  model: undefined,
  tensorParallelSize: undefined,
  validTensorParallelSizes: undefined,
};
const place = { path: '/p/serve.sh', confidence: 'high', ...none } as const;
const findings: readonly Finding[] = [
  {
    ...place,
    rule: 'attention-heads',
    severity: 'error',
    message: 'num_attention_heads 40 is not divisible by tensor-parallel-size 3; valid here: 1, 2, 4',
    span: spanOf(script, '3'),
    related: [{ path: '/p/model/config.json', span: spanOf(config, '40'), message: 'num_attention_heads is 40' }],
    fixes: [
      { title: 'Set --tensor-parallel-size to 4', safe: false, preferred: true, edits: [] },
      { title: 'Pad intermediate_size to 30', safe: false, preferred: false, edits: [], caution: 'The weights must be padded as well' },
    ],
  },
  {
    ...place,
    rule: 'option-ignored',
    severity: 'warning',
    message: 'a span of two lines',
    span: spanOf(script, '3 \\\n  --port'),
    related: [],
    fixes: [],
  },
  {
    ...place,
    rule: 'power-of-two',
    severity: 'information',
    message: 'a wide line',
    span: spanOf(script, 'server'),
    related: [],
    fixes: [],
  },
];
const linted = [
  { source: { path: '/p/serve.sh', text: script }, shown: 'serve.sh', launches: 1, findings, usedSuppressions: [] },
  { source: { path: '/p/model/config.json', text: config }, shown: 'model/config.json', launches: 0, findings: [], usedSuppressions: [] },
];

function report(colours: boolean, columns: number | undefined): string {
  const summary = summaryOf(linted, ['binary', 'large', 'large'], 2);
  return textReport({ files: linted, summary }, files, (path) => path.replace('/p/', ''), { colours, columns, write: () => undefined });
}

test('for a file or a pipe', () => {
  expect(report(false, undefined)).toMatchInlineSnapshot(`
    "serve.sh:3:25: error: num_attention_heads 40 is not divisible by tensor-parallel-size 3; valid here: 1, 2, 4 [attention-heads]
     3 |     --tensor-parallel-size 3 \\
       |                            ^
      model/config.json:2:26: note: num_attention_heads is 40
      fix: Set --tensor-parallel-size to 4
      fix: Pad intermediate_size to 30
        caution: The weights must be padded as well

    serve.sh:3:25: warning: a span of two lines [option-ignored]
     3 |     --tensor-parallel-size 3 \\
       |                            ^^^

    serve.sh:1:10: information: a wide line [power-of-two]
     1 | # 启动 the server
       |            ^^^^^^

    1 error, 1 warning, 1 information in 2 files (1 launch); 2 fixes applied; left out: 1 binary, 2 over 1 MB
    "
  `);
});

test('for a narrow terminal, in colour', () => {
  expect(report(true, 40).replaceAll('\u001b', '␛')).toMatchInlineSnapshot(`
    "␛[1mserve.sh:3:25:␛[22m ␛[31merror:␛[39m num_attention_heads 40 is not divisible by tensor-parallel-size 3; valid here: 1, 2, 4 ␛[2m[attention-heads]␛[22m
    ␛[2m 3 |␛[22m     --tensor-parallel-size 3 \\
    ␛[2m   |␛[22m ␛[31m                           ^␛[39m
      ␛[2mmodel/config.json:2:26:␛[22m ␛[36mnote:␛[39m num_attention_heads is 40
      ␛[32mfix:␛[39m Set --tensor-parallel-size to 4
      ␛[32mfix:␛[39m Pad intermediate_size to 30
        ␛[33mcaution:␛[39m The weights must be padded as well

    ␛[1mserve.sh:3:25:␛[22m ␛[33mwarning:␛[39m a span of two lines ␛[2m[option-ignored]␛[22m
    ␛[2m 3 |␛[22m     --tensor-parallel-size 3 \\
    ␛[2m   |␛[22m ␛[33m                           ^^^␛[39m

    ␛[1mserve.sh:1:10:␛[22m ␛[36minformation:␛[39m a wide line ␛[2m[power-of-two]␛[22m
    ␛[2m 1 |␛[22m # 启动 the server
    ␛[2m   |␛[22m ␛[36m           ^^^^^^␛[39m

    ␛[31m1 error␛[39m, ␛[33m1 warning␛[39m, ␛[36m1 information␛[39m in 2 files (1 launch); 2 fixes applied; left out: 1 binary, 2 over 1 MB
    "
  `);
});
