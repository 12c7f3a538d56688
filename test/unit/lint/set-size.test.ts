import { describe, expect, it } from 'vitest';
import { denseConfig, findingsOf, fixTitles, glances, type Texts, withFix } from './workspace.ts';

const script = '/project/serve.sh';
const texts = (text: string): Texts => ({
  [script]: text,
  '/project/model/config.json': denseConfig({ intermediate_size: 27_648, vocab_size: 151_936 }),
});

/** The script after the preferred fix of its first finding. */
function fixed(text: string): string | undefined {
  const fix = findingsOf(texts(text), script)[0]?.fixes.find(({ preferred }) => preferred);
  return fix && withFix(texts(text), fix)[script];
}

describe('Set --tensor-parallel-size to 2', () => {
  it.each([
    ['vllm serve ./model --tensor-parallel-size 3', 'vllm serve ./model --tensor-parallel-size 2'],
    ['vllm serve ./model --tensor-parallel-size=3 # three', 'vllm serve ./model --tensor-parallel-size=2 # three'],
    ['vllm serve ./model -tp 3', 'vllm serve ./model -tp 2'],
    ['vllm serve ./model --tensor_parallel_size "3"', 'vllm serve ./model --tensor_parallel_size "2"'],
    ['TP=3\nvllm serve ./model -tp $TP', 'TP=2\nvllm serve ./model -tp $TP'],
    ["export TP='3'\r\nvllm serve ./model -tp ${TP}\r\n", "export TP='2'\r\nvllm serve ./model -tp ${TP}\r\n"],
    ['vllm serve ./model -tp ${TP:-3}', 'vllm serve ./model -tp ${TP:-2}'],
    ['TP=${1:-3}\nvllm serve ./model -tp "$TP"', 'TP=${1:-2}\nvllm serve ./model -tp "$TP"'],
    ['ARGS=(-tp 3 --port 1)\nvllm serve ./model "${ARGS[@]}"', 'ARGS=(-tp 2 --port 1)\nvllm serve ./model "${ARGS[@]}"'],
    [
      'ARGS="--tensor-parallel-size 3 --port 1"\nvllm serve ./model $ARGS',
      'ARGS="--tensor-parallel-size 2 --port 1"\nvllm serve ./model $ARGS',
    ],
    ['vllm serve ./model -tp $((1 + 2))', 'vllm serve ./model -tp 2'],
    ['bash -c "vllm serve ./model -tp 3"', 'bash -c "vllm serve ./model -tp 2"'],
    ['nohup vllm serve ./model \\\n  -tp 3 \\\n  > log 2>&1 &', 'nohup vllm serve ./model \\\n  -tp 2 \\\n  > log 2>&1 &'],
  ])('%s', (before, after) => {
    expect(fixed(before)).toBe(after);
  });

  it.each([['two pieces have no single place', 'N=1\nvllm serve ./model -tp ${N}2']])('is not offered where %s', (_why, text) => {
    const findings = findingsOf(texts(text), script);
    expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
    expect(fixTitles(findings)).toEqual([]);
  });

  it('keeps within the GPUs of the launch', () => {
    const few = texts('CUDA_VISIBLE_DEVICES=0,1,2 vllm serve ./model -tp 3');
    expect(fixTitles(findingsOf(few, script))).toEqual(['Set -tp to 2']);
    expect(findingsOf(few, script)[0]?.validTensorParallelSizes).toEqual([1, 2]);
    const divided = texts('CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7 vllm serve ./model -tp 3 -pp 2');
    expect(findingsOf(divided, script)[0]?.validTensorParallelSizes).toEqual([1, 2, 4]);
  });

  it('is not offered for what merely costs', () => {
    const replicated = texts('vllm serve ./model -tp 16');
    expect(glances(replicated, script)).toEqual(['information kv-heads at "16"']);
    expect(fixTitles(findingsOf(replicated, script))).toEqual([]);
  });
});
