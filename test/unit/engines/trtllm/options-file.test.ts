import { describe, expect, test } from 'vitest';
import { blockFp8, grouped, mixture, type Shape } from '../../../conformance/shapes.ts';
import { analysisOf, findingsOf, fixNamed, fixTitles, type Texts, withFix } from '../../lint/workspace.ts';

const script = '/project/serve.sh';
const file = '/project/extra.yml';

function textsOf(command: string, yaml: string | undefined, config: Shape = grouped(14_336)): Texts {
  return {
    [script]: `${command}\n`,
    '/project/model/config.json': JSON.stringify(config),
    ...(yaml === undefined ? {} : { [file]: yaml }),
  };
}

const serve = 'trtllm-serve ./model --tp_size 2 --extra_llm_api_options extra.yml';

function sizesOf(yaml: string | undefined, command = serve): unknown {
  const layout = analysisOf(textsOf(command, yaml), script)?.launches[0]?.layout;
  return [layout?.tensorParallelSize, layout?.expertParallelSize, layout?.attentionRanks];
}

describe('an options file', () => {
  test.each<[string, string, unknown]>([
    ['wins over the command line', 'tensor_parallel_size: 4\n', [4, 1, 4]],
    ['leaves what it does not say', 'print_iter_log: true\n', [2, 1, 2]],
    ['says nothing when empty', '', [2, 1, 2]],
    ['has sizes that no option has', 'moe_tensor_parallel_size: 1\n', [2, 2, 2]],
    ['turns attention data parallelism on', 'enable_attention_dp: true\ntensor_parallel_size: 8\n', [8, 1, 1]],
    ['takes a value back', 'tensor_parallel_size: null\n', [1, 1, 1]],
    ['is not understood where it is a template', 'tensor_parallel_size: {{ tp }}\n', [undefined, undefined, undefined]],
    ['is not understood where it is no mapping', '- tensor_parallel_size\n', [undefined, undefined, undefined]],
  ])('%s', (_, yaml, sizes) => expect(sizesOf(yaml)).toEqual(sizes));

  test('that is not there leaves every size unknown', () => {
    expect(sizesOf(undefined)).toEqual([undefined, undefined, undefined]);
    expect(findingsOf(textsOf(serve, undefined), script)).toEqual([]);
  });

  test('is found from the folder in which the command runs', () => {
    const command = 'cd config\ntrtllm-serve ../model --config=extra.yml';
    const texts = { ...textsOf(command, undefined), '/project/config/extra.yml': 'tensor_parallel_size: 3\n' };
    expect(findingsOf(texts, script).map(({ rule }) => rule)).toEqual(['attention-heads', 'mlp-width']);
  });

  test('its value is shown where it stands, from where the launch names the file', () => {
    const yaml = '# sizes\ntensor_parallel_size: 3\n';
    const texts = textsOf(serve, yaml);
    const [finding] = findingsOf(texts, script);
    expect(finding?.message).toMatch(/^num_attention_heads 32 is not divisible by tensor_parallel_size 3; valid here: 1, 2, 4/);
    expect(texts[script]?.slice(finding?.span.start, finding?.span.end)).toBe('extra.yml');
    const [related] = finding?.related ?? [];
    expect([related?.path, related?.message, yaml.slice(related?.span.start, related?.span.end)]).toEqual([
      file,
      'tensor_parallel_size is 3',
      '3',
    ]);
  });

  test('its value is mended there', () => {
    const texts = textsOf(serve, 'tensor_parallel_size: 3 # all\n');
    const findings = findingsOf(texts, script);
    expect(fixTitles(findings)).toEqual(['Set tensor_parallel_size to 2', 'Set tensor_parallel_size to 4']);
    const fixed = withFix(texts, fixNamed(findings, 'Set tensor_parallel_size to 4'));
    expect(fixed[file]).toBe('tensor_parallel_size: 4 # all\n');
    expect(fixed[script]).toBe(texts[script]);
  });

  test('is among what the analysis depends on', () => {
    expect(analysisOf(textsOf(serve, 'tensor_parallel_size: 2\n'), script)?.dependsOn).toContain(file);
  });
});

describe('expert parallelism', () => {
  test('the pair of sizes is offered by the flags that are there', () => {
    const launch = 'trtllm-serve ./model';
    const config = mixture(128, 1536, blockFp8);
    const texts = (args: string): Texts => textsOf(`${launch} ${args}`, undefined, config);
    const fixed = (args: string, title: string): string | undefined =>
      withFix(texts(args), fixNamed(findingsOf(texts(args), script), title))[script];
    expect(fixed('--tp_size 8', 'Set --ep_size to 2')).toBe(`${launch} --tp_size 8 --ep_size 2\n`);
    expect(fixed('--tensor_parallel_size=16', 'Set --moe_expert_parallel_size to 4')).toBe(
      `${launch} --tensor_parallel_size=16 --moe_expert_parallel_size 4\n`,
    );
  });
});
