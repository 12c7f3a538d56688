import { describe, expect, test } from 'vitest';
import { grouped, mixture } from '../../conformance/shapes.ts';
import { analysisOf, findingsOf, fixNamed, fixTitles, glances, type Texts, withFix } from './workspace.ts';

const script = '/project/serve.sh';
const file = '/project/opts.yaml';
const dense = JSON.stringify(grouped(14_336));

function texts(command: string, yaml: string, config = dense): Texts {
  return { [script]: `${command}\n`, [file]: yaml, '/project/model/config.json': config };
}

describe.each([
  ['vLLM', 'vllm serve ./model --config opts.yaml', 'tensor-parallel-size'],
  ['vLLM, underscores', 'vllm serve ./model --config opts.yaml', 'tensor_parallel_size'],
  ['SGLang', 'python -m sglang.launch_server --model-path ./model --config opts.yaml', 'tp-size'],
  ['TensorRT-LLM', 'trtllm-serve ./model --extra_llm_api_options opts.yaml', 'tensor_parallel_size'],
])('a value that %s refuses', (_, command, key) => {
  const all = texts(command, `# sizes\n${key}: 3 # all\n`);

  test('stands at the value in the file', () => {
    expect(glances(all, file)).toEqual(['error attention-heads at "3"', 'error mlp-width at "3"']);
    const [launch] = findingsOf(all, file)[0]?.related ?? [];
    expect([launch?.path, all[script]?.slice(launch?.span.start, launch?.span.end)]).toEqual([script, 'opts.yaml']);
  });

  test("stands at the file's name in the launch", () => {
    expect(glances(all, script)).toEqual(['error attention-heads at "opts.yaml"', 'error mlp-width at "opts.yaml"']);
    const places = findingsOf(all, script)[0]?.related ?? [];
    expect(places.filter(({ path }) => path === file).map(({ span }) => all[file]?.slice(span.start, span.end))).toEqual(['3']);
  });

  test.each([script, file])('is mended in the file from %s', (path) => {
    const findings = findingsOf(all, path);
    expect(fixTitles(findings)).toEqual([`Set ${key} to 2`, `Set ${key} to 4`]);
    const fixed = withFix(all, fixNamed(findings, `Set ${key} to 4`));
    expect(fixed).toEqual({ ...all, [file]: `# sizes\n${key}: 4 # all\n` });
    expect(findingsOf(fixed, file)).toEqual([]);
  });

  test('makes the analyses depend on each other', () => {
    expect(analysisOf(all, file)?.dependsOn).toContain(script);
    expect(analysisOf(all, script)?.dependsOn).toContain(file);
  });
});

describe('an options file', () => {
  const serve = 'vllm serve ./model --config opts.yaml';

  test.each<[string, string, string, unknown]>([
    ['loses against the command line of vLLM', `${serve} -tp 4`, 'tensor-parallel-size: 3\n', 4],
    ['loses against the command line of SGLang', 'sglang serve --model-path ./model --config opts.yaml --tp 4', 'tp-size: 3\n', 4],
    ['leaves what it does not say', serve, 'port: 9000\n', 1],
    ['may be empty', serve, '', 1],
    ['is not understood where it merges', serve, 'a: &a {b: 1}\n<<: *a\n', undefined],
    ['has an unknown size where it is a template', serve, 'tensor-parallel-size: ${TP}\n', undefined],
    ['has quotes around a number', serve, 'tensor-parallel-size: "2"\n', 2],
    ['is YAML by its name', 'vllm serve ./model --config opts.json', '{"tensor-parallel-size": 3}', undefined],
    ['is one of two words', 'vllm serve ./model --config=opts.yaml', 'tensor-parallel-size: 3\n', 1],
  ])('%s', (_, command, yaml, size) => {
    const all = { ...texts(command, yaml), '/project/opts.json': yaml };
    expect(analysisOf(all, script)?.launches[0]?.layout?.tensorParallelSize).toBe(size);
  });

  test('names the model', () => {
    const all = texts('vllm serve --config opts.yaml', 'model: ./model\ntensor_parallel_size: 3\n');
    expect(glances(all, file)).toEqual(['error attention-heads at "3"', 'error mlp-width at "3"']);
  });

  test('has options that the engine does not', () => {
    const all = texts(serve, 'tensor-paralel-size: 2\nenforce-eager: true\n');
    expect(glances(all, script)).toEqual(['error option-unknown at "opts.yaml"']);
    expect(glances(all, file)).toEqual(['error option-unknown at "tensor-paralel-size"']);
    for (const path of [script, file]) {
      const fixed = withFix(all, fixNamed(findingsOf(all, path), 'Change to'));
      expect(fixed).toEqual({ ...all, [file]: 'tensor-parallel-size: 2\nenforce-eager: true\n' });
    }
  });

  test('has values that an option does not take', () => {
    const all = texts(serve, 'tensor-parallel-size: auto\n');
    expect(glances(all, file)).toEqual(['error option-value at "auto"']);
  });

  test('gets expert parallelism beside its size', () => {
    const all = texts(serve, 'tensor_parallel_size: 4 # ranks\nport: 9000\n', JSON.stringify(mixture(8, 1026)));
    const fixed = withFix(all, fixNamed(findingsOf(all, file), 'Add'));
    expect(fixed[file]).toBe('tensor_parallel_size: 4 # ranks\nenable_expert_parallel: true\nport: 9000\n');
    const braces = { ...all, [file]: '{"tensor-parallel-size": 4, port: 9000}' };
    expect(withFix(braces, fixNamed(findingsOf(braces, script), 'Add'))[file]).toBe(
      '{"tensor-parallel-size": 4, "enable-expert-parallel": true, port: 9000}',
    );
  });

  test('is silent where the launch is', () => {
    const all = texts(`# shardlint: ignore\n${serve}`, 'tensor-parallel-size: 3\n');
    expect(findingsOf(all, file)).toEqual([]);
  });

  test('has comments that silence', () => {
    const all = texts(serve, '# shardlint: ignore[attention-heads]\ntensor-parallel-size: 3\n');
    expect(glances(all, file)).toEqual(['error mlp-width at "3"']);
    expect(glances(all, script)).toHaveLength(2);
  });

  test('that no launch names is none', () => {
    const all = texts('vllm serve ./model', 'tensor-parallel-size: 3\n');
    expect(analysisOf(all, file)).toBeUndefined();
  });

  test('is told once of two launches that name it', () => {
    const all = texts(`${serve}\n${serve} --port 9000`, 'tensor-parallel-size: 3\n');
    expect(glances(all, file)).toEqual(['error attention-heads at "3"', 'error mlp-width at "3"']);
  });
});
