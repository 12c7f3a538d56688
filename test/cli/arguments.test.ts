import { describe, expect, test } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

describe('the command line itself', () => {
  test.each<[argv: readonly string[], code: number, errors: string]>([
    [['lnt'], 2, 'shardlint: unknown command lnt; did you mean lint\n'],
    [['serve'], 2, 'shardlint: unknown command serve; shardlint --help lists the commands\n'],
    [['--verson'], 2, 'shardlint: unknown option --verson; shardlint --help lists the commands\n'],
    [['lint', '--strct'], 2, 'shardlint: unknown option --strct; did you mean --strict\n'],
    [['lint', '--strict=yes'], 2, 'shardlint: --strict takes no value\n'],
    [['lint', '--format'], 2, 'shardlint: --format needs a value: text|json\n'],
    [['lint', '--format', 'sarif'], 2, 'shardlint: --format takes text or json, not sarif\n'],
    [['lint', '--engine-version', '0.11'], 2, 'shardlint: --engine-version takes ENGINE=VERSION, as vllm=0.11, not 0.11\n'],
    [['lint', '--engine-version', 'vlm=0.11'], 2, 'shardlint: --engine-version: unknown setting vlm; did you mean vllm\n'],
    [
      ['lint', '--engine-version', 'vllm=main'],
      2,
      'shardlint: --engine-version: engineVersions.vllm must be a release such as 0.11 or 0.11.2\n',
    ],
    [['lint', '--tp', '2,x'], 2, 'shardlint: --tp takes whole numbers from 1, as 2,4,8, not 2,x\n'],
    [['lint', '--gpus', '0'], 2, 'shardlint: --gpus takes a whole number from 1, not 0\n'],
    [['lint', 'none.sh'], 2, 'shardlint: no such file or folder: none.sh\n'],
    [['lint', '--config', 'none.json'], 2, 'shardlint: --config: no file none.json\n'],
    [['lint', '-'], 2, 'shardlint: - needs --stdin-filename, which says what kind of document it is\n'],
    [['lint', '-', 'a.sh', '--stdin-filename', 'b.sh'], 2, 'shardlint: standard input (-) cannot be checked together with other paths\n'],
    [['plan'], 2, 'shardlint: plan takes one model: a config.json, a folder or a model id\n'],
    [['inspect'], 2, 'shardlint: inspect needs a file or a folder\n'],
    [['explain', 'kvheads'], 2, 'shardlint: no rule kvheads; did you mean kv-heads\n'],
    [['explain', 'xyz'], 2, 'shardlint: no rule xyz; shardlint explain lists them\n'],
  ])('%j', async (argv, code, errors) => {
    expect(await runCli(folderWith({}), argv)).toEqual({ code, output: '', errors });
  });

  test('without a command it shows the help, and fails', async () => {
    const { code, output, errors } = await runCli(folderWith({}), []);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain('Usage: shardlint COMMAND');
  });

  test.each(['--version', '-V'])('%s', async (flag) => {
    const { code, output } = await runCli(folderWith({}), [flag]);
    expect([code, output]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });

  test.each(['lint', 'plan', 'inspect', 'batch', 'explain'])('%s has help with an example, in three ways', async (name) => {
    const folder = folderWith({});
    const [first, second, third] = await Promise.all(
      [
        [name, '--help'],
        [name, '-h'],
        ['help', name],
      ].map((argv) => runCli(folder, argv)),
    );
    expect(first?.code).toBe(0);
    expect(first?.output).toMatch(new RegExp(`^Usage: shardlint ${name}[^]*--help[^]*Examples:\n.*shardlint ${name}`));
    expect([second, third]).toEqual([first, first]);
  });

  test('explain prints the page of a rule, or the list of rules', async () => {
    const folder = folderWith({});
    const page = await runCli(folder, ['explain', 'kv-heads']);
    expect([page.code, page.output]).toEqual([0, '# KV heads\n\nWhat the engine says.\n']);
    const list = await runCli(folder, ['explain']);
    expect(list.output.split('\n')).toContainEqual(expect.stringMatching(/^quant-group +each rank must hold whole quantization groups$/));
  });
});
