import { describe, expect, test } from 'vitest';
import { answerBlock } from '../../cli/batch/answer-block.ts';
import { blockSplitter } from '../../cli/batch/block-splitter.ts';
import type { Threads } from '../../cli/threads.ts';
import { chunks, folderWith, runCli } from './run-cli.ts';

const llama = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 5120,
  num_attention_heads: 40,
  num_key_value_heads: 40,
  num_hidden_layers: 40,
  intermediate_size: 12800,
  vocab_size: 32000,
};

async function answers(...parts: readonly (string | Uint8Array)[]) {
  const { code, output, errors } = await runCli(folderWith({}), ['batch'], { input: chunks(...parts) });
  expect([code, errors]).toEqual([0, '']);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function row(values: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(values)}\n`;
}

describe('batch', () => {
  test.each<[row: Readonly<Record<string, unknown>>, verdict: string, size: number | null]>([
    [{ launch: 'vllm serve ./m -tp 4', config: llama }, 'ok', 4],
    [{ launch: 'vllm serve ./m -tp 3', config: llama }, 'error', 3],
    [{ launch: 'vllm serve ./m -tp 3', config: JSON.stringify(llama) }, 'error', 3],
    [{ launch: 'vllm serve /models/any --tensor-parallel-size 3', config: llama }, 'error', 3],
    [{ launch: 'vllm serve some-org/some-model -tp 3', config: llama }, 'error', 3],
    [{ launch: 'vllm serve "$MODEL" -tp 3', config: llama }, 'error', 3],
    [{ launch: 'vllm serve ./m', config: llama }, 'ok', 1],
    [{ launch: 'vllm serve ./m -tp "$TP"', config: llama }, 'unknown', null],
    [{ launch: 'vllm serve ./nowhere -tp 3' }, 'unknown', 3],
    [{ launch: 'vllm serve ./m -tp 3', config: { hello: 'world' } }, 'unknown', 3],
    [{ launch: 'vllm serve ./m -tp 3', files: { 'm/config.json': llama } }, 'error', 3],
    [{ launch: 'vllm serve ./m -tp 3', files: { 'other/config.json': llama } }, 'unknown', 3],
    [{ launch: 'vllm serve ./nowhere -tp many' }, 'error', null],
    [{ launch: 'vllm serve ./m -tp 3', config: `${JSON.stringify(llama).slice(0, -1)}, "x": NaN}` }, 'error', 3],
  ])('%j', async (question, verdict, size) => {
    const [answer] = await answers(row({ id: 'a', ...question }));
    expect(answer).toMatchObject({ id: 'a', verdict, engine: 'vllm', tensorParallelSize: size });
    expect(Object.keys(answer)).toEqual(['id', 'verdict', 'engine', 'tensorParallelSize', 'findings', 'validTensorParallelSizes']);
  });

  test('a finding has rule, severity and message; valid sizes come along', async () => {
    const [answer] = await answers(row({ id: 1, launch: 'vllm serve ./m -tp 3', config: llama }));
    expect(answer.findings).toContainEqual({ rule: 'attention-heads', severity: 'error', message: expect.stringContaining('40') });
    expect(answer.validTensorParallelSizes).toEqual([1, 2, 4, 5, 8, 10, 20, 40]);
  });

  test('a launch of no known engine', async () => {
    const [answer] = await answers(row({ id: 1, launch: 'echo hello', config: llama }));
    expect(answer).toEqual({
      id: 1,
      verdict: 'unknown',
      engine: null,
      tensorParallelSize: null,
      findings: [],
      validTensorParallelSizes: null,
    });
  });

  test('bad rows get an error, and the rest goes on', async () => {
    const good = row({ id: 'good', launch: 'vllm serve ./m', config: llama });
    const bad = ['{"id": 1', '[]', '"text"', 'null'].join('\n');
    const wrong = [
      { id: 1 },
      { id: 2, launch: 3 },
      { id: 3, launch: 'x', config: 4 },
      { id: 4, launch: 'x', files: [] },
      { id: 5, launch: 'x', files: { a: 1 } },
      { id: 6, launch: 'x', gpu: 9 },
      { id: 7, launch: 'x', engineVersion: 0.11 },
    ];
    const found = await answers(`${bad}\n`, good, wrong.map(row).join(''), '\n  \n', good);
    expect(found.map(({ id, error, verdict }) => [id, verdict ?? typeof error])).toEqual([
      [null, 'string'],
      [null, 'string'],
      [null, 'string'],
      [null, 'string'],
      ['good', 'ok'],
      ...wrong.map(({ id }) => [id, 'string']),
      ['good', 'ok'],
    ]);
  });

  test.each<[name: string, line: string]>([
    [
      'config nested beyond all measure',
      `{"id":1,"launch":"vllm serve m -tp 2","config":{"model_type":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
    ],
    ['the same as text', JSON.stringify({ id: 1, launch: 'vllm serve m -tp 2', config: `{"model_type":${'['.repeat(50_000)}` })],
    ['a launch nested beyond all measure', JSON.stringify({ id: 1, launch: `vllm serve ${'$('.repeat(50_000)}` })],
    ['a long launch', JSON.stringify({ id: 1, launch: `vllm serve m ${'-tp 2 '.repeat(20_000)}` })],
    [
      'names of the language itself',
      '{"id":1,"__proto__":{"launch":"x"},"launch":"vllm serve __proto__ --constructor 1","files":{"__proto__":{"config.json":"{}"},"constructor":"{}"}}',
    ],
  ])('%s: one answer, and the next row is judged', async (_name, line) => {
    const [first, second, ...more] = await answers(`${line}\n`, row({ id: 2, launch: 'vllm serve ./m', config: llama }));
    expect([first.id, 'verdict' in first || 'error' in first]).toEqual([1, true]);
    expect([second, more]).toMatchObject([{ id: 2, verdict: 'ok' }, []]);
  });

  test('null stands for not given', async () => {
    const [answer] = await answers(row({ id: null, launch: 'vllm serve ./m', config: llama, files: null, gpu: null, engineVersion: null }));
    expect(answer).toMatchObject({ id: null, verdict: 'ok' });
  });

  test('order and characters survive however the input is cut', async () => {
    const text = Array.from({ length: 40 }, (_, id) =>
      row({ id: `模型 ${id} 🚀`, launch: `vllm serve ./m -tp ${1 + (id % 4)}`, config: llama }),
    )
      .join('')
      .trimEnd();
    const bytes = Buffer.from(text);
    const parts = Array.from({ length: Math.ceil(bytes.length / 97) }, (_, at) => bytes.subarray(at * 97, at * 97 + 97));
    const found = await answers(...parts);
    expect(found.map(({ id, verdict }) => [id, verdict])).toEqual(found.map((_, id) => [`模型 ${id} 🚀`, id % 4 === 2 ? 'error' : 'ok']));
    expect(found).toHaveLength(40);
  });

  test('waits for a slow reader', async () => {
    // More output than the reader takes must not pile up: each chunk is asked for after the answers before it are taken.
    const { run } = await import('../../cli/run.ts');
    let taken = 0;
    let asked = 0;
    let ahead = 0;
    async function* input() {
      for (let id = 0; id < 20; id++) {
        asked++;
        ahead = Math.max(ahead, asked - taken);
        yield row({ id, launch: 'vllm serve ./m' });
      }
    }
    const write = () =>
      new Promise<void>((resolve) =>
        setTimeout(() => {
          taken++;
          resolve();
        }, 1),
      );
    const output = { write, colours: false, columns: undefined };
    await run(['batch'], { folder: '/', environment: new Map(), input: input(), output, errors: output, asset: () => undefined });
    expect([taken, ahead]).toEqual([20, 1]);
  });
});

describe('large input', () => {
  const rows = Array.from({ length: 3000 }, (_, id) =>
    row({ id, launch: `vllm serve ./m -tp ${1 + (id % 4)}`, config: llama, pad: 'x'.repeat(id % 200) }),
  );

  /** Threads that answer whenever they like. */
  function unevenThreads(room: number): Threads & { readonly most: () => number } {
    let underWay = 0;
    let most = 0;
    const answer = async (block: Uint8Array): Promise<Uint8Array> => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, (block.length * 7919) % 5));
      underWay--;
      return Buffer.from(answerBlock(block));
    };
    return { room, answer, close: () => undefined, most: () => most };
  }

  test('goes to threads, bounded in number, and comes back in order', async () => {
    const threads = unevenThreads(3);
    const { code, output } = await runCli(folderWith({}), ['batch'], { input: chunks(...rows), startThreads: () => threads });
    const ids = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect([code, ids]).toEqual([0, rows.map((_, id) => id)]);
    expect([threads.most() > 1, threads.most() <= threads.room]).toEqual([true, true]);
  });

  test('a thread that dies is an internal failure, not a hang', async () => {
    const startThreads = () => ({ room: 2, answer: () => Promise.reject(new Error('out of memory')), close: () => undefined });
    const { code, errors } = await runCli(folderWith({}), ['batch'], { input: chunks(...rows), startThreads });
    expect([code, errors]).toEqual([2, expect.stringContaining('out of memory')]);
  });
});

describe('blockSplitter', () => {
  test.each<[parts: readonly string[], blocks: readonly (string | undefined)[], end: string]>([
    [['a\nb'], ['a\n'], 'b'],
    [['a', 'b', 'c\nd', '\n'], [undefined, undefined, 'abc\n', 'd\n'], ''],
    [['a\nb\n'], ['a\nb\n'], ''],
    [[''], [undefined], ''],
  ])('%j', (parts, blocks, end) => {
    const split = blockSplitter();
    const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();
    expect(parts.map((part) => text(split.push(Buffer.from(part))))).toEqual(blocks);
    expect(text(split.end())).toBe(end);
  });
});
