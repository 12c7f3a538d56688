import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderWith, runCli } from '../run-cli.ts';
import { withHeader } from './tensor-files.ts';

const examples = new URL('../../../examples/qwen2-vl-72b-awq/Qwen2-VL-72B-AWQ/config.json', import.meta.url);

/** One layer of the real size, without a byte of it on the disk: 29568 = 231 groups of 128, for 64 heads. */
function writeSparse(folder: string): void {
  const [hidden, width, group] = [8192, 29568, 128];
  const shapes: [string, string, number[]][] = ['gate_proj', 'up_proj', 'down_proj'].flatMap((name) => {
    const [inputs, outputs] = name === 'down_proj' ? [width, hidden] : [hidden, width];
    const prefix = `model.layers.0.mlp.${name}`;
    return [
      [`${prefix}.qweight`, 'I32', [inputs, outputs / 8]],
      [`${prefix}.qzeros`, 'I32', [inputs / group, outputs / 8]],
      [`${prefix}.scales`, 'F16', [inputs / group, outputs]],
    ] satisfies [string, string, number[]][];
  });
  let at = 0;
  const header = shapes.map(([name, dtype, shape]) => {
    const begin = at;
    at += shape.reduce((a, b) => a * b, dtype === 'F16' ? 2 : 4);
    return [name, { dtype, shape, data_offsets: [begin, at] }] as const;
  });
  const start = withHeader(JSON.stringify(Object.fromEntries(header)));
  const file = openSync(path.join(folder, 'model.safetensors'), 'w');
  writeSync(file, start);
  ftruncateSync(file, start.length + at);
  closeSync(file);
}

const scriptFor = (size: number): string => `vllm serve ./padded --tensor-parallel-size ${size}\n`;

test('64 heads, 29568, AWQ in groups of 128: padded, it is clean at 2, 4 and 8', async () => {
  const scripts = Object.fromEntries([2, 4, 8].map((size) => [`serve-${size}.sh`, scriptFor(size)]));
  const folder = folderWith(scripts);
  mkdirSync(path.join(folder, 'model'));
  const config = readFileSync(examples, 'utf8').replace('"num_hidden_layers": 80', '"num_hidden_layers": 1');
  writeFileSync(path.join(folder, 'model', 'config.json'), config);
  writeSparse(path.join(folder, 'model'));
  const before = await runCli(folder, ['lint', 'model/config.json', '--tp', '2,4,8']);
  expect(before.output).toContain('29568 / group_size 128 = 231 quantization groups');

  const { code, output, errors } = await runCli(folder, ['pad', 'model', '--tp', '8', '--out', 'padded']);
  expect([code, errors]).toEqual([0, '']);
  expect(output).toContain('intermediate_size 29568 → 29696 (+128)\n9 of 9 tensors get zeros, after the last channel (MLPs: 1)');
  expect(output).toContain('then valid on vLLM: tensor-parallel sizes 1, 2, 4, 8\n');
  expect(readFileSync(path.join(folder, 'padded', 'config.json'), 'utf8')).toBe(config.replace('29568', '29696'));

  const script = await runCli(folder, ['lint', '--strict', ...Object.keys(scripts)]);
  expect([script.code, script.output]).toEqual([0, expect.stringContaining('no problems')]);
  const model = await runCli(folder, ['lint', '--strict', 'padded/config.json', '--tp', '2,4,8']);
  expect([model.code, model.output]).toEqual([0, expect.stringContaining('no problems')]);
}, 120_000);
