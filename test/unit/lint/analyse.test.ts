import { describe, expect, it } from 'vitest';
import { analysisOf, denseConfig, findingsOf, fixNamed, fixTitles, glances, type Texts, withFix } from './workspace.ts';

const script = '/project/serve.sh';
const config = '/project/model/config.json';
const small = { num_attention_heads: 14, num_key_value_heads: 2, hidden_size: 896, intermediate_size: 4864, vocab_size: 151_936 };
const withScript = (text: string, more: Readonly<Record<string, unknown>> = {}): Texts => ({ [script]: text, [config]: denseConfig(more) });

describe('documents that are of no concern', () => {
  it.each([
    ['/project/config.json', '{"compilerOptions": {"strict": true}}'],
    ['/project/config.json', '{"name": "webpack", "vllm": 1}'],
    ['/project/params.json', '{"alpha": 1}'],
    ['/project/quantize_config.json', '{"bits": 4}'],
    ['/project/build.sh', 'make -j4 && ./run --tensor-parallel-size 3\n'],
    ['/project/notes.txt', 'vllm serve ./model --tensor-parallel-size 3\n'],
  ])('%s is not analysed', (path, text) => {
    expect(analysisOf({ [path]: text }, path)).toBeUndefined();
  });
});

describe('a value through a variable', () => {
  const texts = withScript('TP=3\nvllm serve ./model --tensor-parallel-size "$TP"\n');

  it('is mended where it is assigned', () => {
    const findings = findingsOf(texts, script);
    expect(withFix(texts, fixNamed(findings, 'Set'))[script]).toBe('TP=2\nvllm serve ./model --tensor-parallel-size "$TP"\n');
  });

  it('is left alone where another launch would then fail', () => {
    const shared: Texts = {
      [script]: 'TP=3\nvllm serve ./model --tensor-parallel-size $TP\nvllm serve ./odd --tensor-parallel-size $TP\n',
      [config]: denseConfig({ num_attention_heads: 64 }),
      '/project/odd/config.json': denseConfig({
        num_attention_heads: 9,
        num_key_value_heads: 9,
        hidden_size: 576,
        intermediate_size: 1536,
        vocab_size: 49_152,
      }),
    };
    const [first] = findingsOf(shared, script);
    expect(first).toMatchObject({ rule: 'attention-heads', severity: 'error' });
    expect(fixTitles(first ? [first] : [])).toEqual(['Set --tensor-parallel-size to 1']);
  });

  it('is silent where it is unknown', () => {
    expect(glances(withScript('vllm serve ./model --tensor-parallel-size $(nproc)\n'), script)).toEqual([]);
    expect(glances(withScript('vllm serve $MODEL --tensor-parallel-size 3\n'), script)).toEqual([]);
  });
});

describe('a model that is not found', () => {
  it('is told once, with the places', () => {
    const texts = { [script]: 'vllm serve ./elsewhere --tensor-parallel-size 3\n' };
    expect(glances(texts, script)).toEqual(['information model-not-found at "./elsewhere"']);
    expect(findingsOf(texts, script)[0]?.message).toContain('/project/elsewhere');
  });

  it('is no model where its config.json is not one', () => {
    const texts = { [script]: 'vllm serve ./model\n', [config]: '{"compilerOptions": {}}' };
    expect(findingsOf(texts, script)[0]).toMatchObject({ rule: 'model-not-found', severity: 'information' });
  });
});

describe('a message about a size', () => {
  it.each([
    ['vllm serve ./model --tensor-parallel-size 3', 'num_attention_heads 64 is not divisible by tensor-parallel-size 3'],
    ['vllm serve ./model --tensor_parallel_size 3', 'num_attention_heads 64 is not divisible by tensor_parallel_size 3'],
    ['vllm serve ./model -tp 3', 'num_attention_heads 64 is not divisible by tp 3'],
    ['lmdeploy serve api_server ./model --tp 3', 'num_attention_heads 64 is not divisible by tp 3'],
    ['python -m sglang.launch_server --model-path ./model --tp-size 3', 'num_attention_heads 64 is not divisible by tp-size 3'],
    ['trtllm-serve ./model --tp_size 3', 'num_attention_heads 64 is not divisible by tp_size 3'],
  ])('calls it as the launch does: %s', (launch, message) => {
    const [size] = findingsOf(withScript(`${launch}\n`), script);
    expect(size?.message.startsWith(message)).toBe(true);
  });

  it('does not say that none is valid where something else refuses them all', () => {
    const [size] = findingsOf(withScript('vllm serve ./model -tp 3 --quantization awq\n'), script);
    expect(size?.message).toBe('num_attention_heads 64 is not divisible by tp 3');
    expect(size?.validTensorParallelSizes).toEqual([]);
  });
});

describe('overrides of the config', () => {
  it('that change the shape silence the rules of shape', () => {
    expect(glances(withScript(`vllm serve ./model -tp 3 --hf-overrides '{"num_attention_heads": 12}'\n`), script)).toEqual([]);
  });

  it('that do not, do not', () => {
    const texts = withScript(`vllm serve ./model -tp 3 --hf-overrides '{"rope_theta": 1000}'\n`);
    expect(glances(texts, script)).toContain('error attention-heads at "3"');
  });
});

describe('a config.json without a launch', () => {
  it('tells of small models once', () => {
    const texts = { [config]: denseConfig(small) };
    expect(glances(texts, config)).toEqual(['information target-sizes at "14"']);
    expect(findingsOf(texts, config)[0]?.message).toMatch(
      /^at tensor-parallel sizes 4, 8 this model does not start on vLLM: .*; valid: 1, 2$/,
    );
  });

  it('warns of each size that the user chose', () => {
    const texts = { [config]: denseConfig(small) };
    const settings = { targets: { sizes: [2, 4, 8], chosen: true } };
    expect(glances(texts, config, settings)).toEqual(['warning target-sizes at "14"', 'warning target-sizes at "14"']);
  });

  it('warns of groups that cut off what the heads allow, and offers to pad', () => {
    const quantization = { bits: 4, group_size: 128, quant_method: 'awq', version: 'gemm', zero_point: true };
    const texts = { [config]: denseConfig({ quantization_config: quantization }) };
    expect(glances(texts, config)).toEqual(['warning quant-group at "29568"']);
    const findings = findingsOf(texts, config);
    expect(findings[0]?.message).toContain('2, 4, 8');
    const padded = withFix(texts, fixNamed(findings, 'Pad intermediate_size to 29696 (valid for TP 1, 2, 4, 8'));
    expect(glances(padded, config)).toEqual([]);
  });

  it('is quiet about a model that fits', () => {
    expect(glances({ [config]: denseConfig() }, config)).toEqual([]);
  });

  it('is judged for the launches that point to it, and for them alone', () => {
    expect(glances(withScript('vllm serve ./model -tp 2\n', small), config)).toEqual([]);
    expect(glances(withScript('vllm serve ./model -tp 4\n', small), config)).toEqual(['error attention-heads at "14"']);
    expect(glances(withScript('vllm serve ./other -tp 4\n', small), config)).toEqual(['information target-sizes at "14"']);
  });

  it('is judged while it is half typed', () => {
    const text = denseConfig(small);
    const half = { [config]: text.slice(0, text.indexOf('"max_position')) };
    expect(glances(half, config)).toContain('information target-sizes at "14"');
  });
});

describe('settings', () => {
  const texts = withScript('vllm serve ./model --tensor-parallel-size 3\n');

  it('show a rule as they say', () => {
    const first = (severity: 'off' | 'information') => glances(texts, script, { severity: new Map([['attention-heads', severity]]) });
    expect(first('information')).toContain('information attention-heads at "3"');
    expect(first('off').filter((glance) => glance.includes('attention-heads'))).toEqual([]);
  });

  it('say which version is meant', () => {
    const analysis = analysisOf(texts, script, { engineVersions: { vllm: '0.11.0' } });
    expect(analysis?.findings[0]?.engineVersion).toBe('0.11.0');
  });

  it('say how many GPUs there are, which warns', () => {
    const four = withScript('vllm serve ./model --tensor-parallel-size 8\n');
    expect(glances(four, script, { hardware: { gpu: undefined, count: 4 } })).toEqual(['warning gpu-count at "8"']);
  });
});

describe('a comment', () => {
  it('silences the rule that it names', () => {
    const texts = withScript(
      '# shardlint: ignore[attention-heads, kv-heads, vocabulary] known\nvllm serve ./model --tensor-parallel-size 3\n',
    );
    expect(glances(texts, script).filter((glance) => glance.startsWith('error'))).toEqual([]);
  });
});

describe('a comment in a script', () => {
  const launch = 'vllm serve ./model --tensor-parallel-size 4\n';

  it('silences the rule at the field of config.json too', () => {
    expect(glances(withScript(launch, small), config)).toEqual(['error attention-heads at "14"']);
    expect(glances(withScript(`# shardlint: ignore[attention-heads] known\n${launch}`, small), config)).toEqual([]);
  });

  it('does not silence another launch', () => {
    const texts = withScript(`# shardlint: ignore[attention-heads] known\n${launch}\nvllm serve ./model -tp 8\n`, small);
    expect(findingsOf(texts, config)[0]?.tensorParallelSize).toBe(8);
  });
});

describe('an analysis', () => {
  it('names the files that it depends on', () => {
    const analysis = analysisOf(withScript('vllm serve ./model --tensor-parallel-size 3\n'), script);
    expect(analysis?.dependsOn).toContain(config);
  });

  it.each(['CUDA_VISIBLE_DEVICES=', 'CUDA_VISIBLE_DEVICES=-1'])('takes %s for a launch on another device', (variable) => {
    expect(glances(withScript(`${variable} vllm serve ./model\n`), script)).toEqual([]);
  });

  it('leads from too few GPUs to where they are given', () => {
    const texts = withScript('CUDA_VISIBLE_DEVICES=0 vllm serve ./model -pp 2\n');
    expect(glances(texts, script)).toEqual(['error gpu-count at "2"']);
    expect(findingsOf(texts, script)[0]?.related[0]).toMatchObject({ path: script, message: 'GPUs given here: 1' });
  });
});

describe('the version that a message speaks for', () => {
  const launch = (start: string): string | undefined => findingsOf(withScript(`${start} ./model -tp 2\n`), script)[0]?.message;

  it('is the one that the document names', () => {
    expect(launch('pip install vllm==0.14.1\nCUDA_VISIBLE_DEVICES=0 vllm serve')).toMatch(/; valid here: 1 \(vLLM 0\.14\.1\)$/);
  });

  it('is assumed otherwise, which is said', () => {
    const message = launch('CUDA_VISIBLE_DEVICES=0 vllm serve');
    expect(message).toMatch(/ \(assuming vLLM main of [\d-]+; see shardlint\.engineVersions\)$/);
  });

  it('is not told where it makes no difference', () => {
    expect(findingsOf(withScript('vllm serve ./model -tp 3\n'), script)[0]?.message).toMatch(/valid here: [\d, ]+$/);
  });
});

describe('a quantization file beside config.json', () => {
  const side = '/project/model/quantize_config.json';
  const written = { bits: 4, group_size: 128, desc_act: false, sym: true, quant_method: 'gptq' };
  const texts = { ...withScript('vllm serve ./model -tp 4 --dtype bfloat16\n'), [side]: `${JSON.stringify(written, null, 2)}\n` };

  it('is a document of its own, with what is wrong in it', () => {
    const wrong = { ...texts, [side]: (texts[side] ?? '').replace('128', '"many"') };
    expect(analysisOf(texts, side)).toMatchObject({ kind: 'model-config' });
    expect(analysisOf(texts, side)?.dependsOn).toContain(config);
    expect(findingsOf(wrong, side).every(({ path }) => path === side)).toBe(true);
  });
});
