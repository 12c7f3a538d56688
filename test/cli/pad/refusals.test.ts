import { existsSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, runCli } from '../run-cli.ts';
import { int32, randomFloats, randomFrom, randomWords } from './numbers.ts';
import { hashesOf, smallConfig, smallTensors, without } from './small-model.ts';
import { safetensors, type Tensor, withHeader, writeModel } from './tensor-files.ts';

const second = 'model-00002-of-00003.safetensors';
const index = 'model.safetensors.index.json';

/** Runs on a checkpoint in three files that `spoil` has been at: nothing may be written, and nothing of the source change. */
async function refusal(spoil: (folder: string) => void, more: readonly string[] = ['--to', '256']): Promise<string> {
  const folder = folderWith({});
  const model = path.join(folder, 'model');
  writeModel(model, smallConfig, smallTensors(), 3);
  spoil(model);
  const before = hashesOf(model);
  const { code, errors } = await runCli(folder, ['pad', 'model', '--out', 'new', ...more]);
  expect(code).toBe(1);
  expect(readdirSync(folder)).toEqual(['model']);
  expect(hashesOf(model)).toEqual(before);
  return errors.replace('shardlint: not padded: ', '').trimEnd();
}

function edit(folder: string, file: string, change: (text: string) => string): void {
  writeFileSync(path.join(folder, file), change(readFileSync(path.join(folder, file), 'utf8')));
}

/** Another header over the same data. */
function lie(folder: string, change: (header: Record<string, { data_offsets: number[]; shape: number[]; dtype: string }>) => void): void {
  const bytes = readFileSync(path.join(folder, second));
  const length = Number(bytes.readBigUInt64LE());
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
  change(header);
  writeFileSync(path.join(folder, second), withHeader(JSON.stringify(header), bytes.subarray(8 + length)));
}

describe('files that are not what they say', () => {
  test('a shard that is cut off', async () => {
    const said = await refusal((folder) => truncateSync(path.join(folder, second), 20_000));
    expect(said).toMatch(/^model-00002-of-00003\.safetensors is cut off: \d+ bytes are missing; download it again$/);
  });

  test('a shard that is cut off inside its header, an empty one, one byte', async () => {
    expect(await refusal((folder) => truncateSync(path.join(folder, second), 60))).toContain('its header alone is longer than the file');
    for (const size of [0, 1, 8])
      expect(await refusal((folder) => truncateSync(path.join(folder, second), size))).toMatch(/safetensors file|cut off/);
  });

  test('a shard that has more than its header says', async () => {
    const said = await refusal((folder) => writeFileSync(path.join(folder, second), Buffer.alloc(5), { flag: 'a' }));
    expect(said).toContain('has 5 bytes after its last tensor');
  });

  test.each<[string, Parameters<typeof lie>[1], string]>([
    ['a hole', (header) => Object.values(header).at(-1)?.data_offsets.splice(0, 2, 999_990, 999_999), 'does not start where'],
    ['an overlap', (header) => Object.values(header).at(-1)?.data_offsets.splice(0, 1, 0), 'does not start where'],
    ['another shape', (header) => Object.values(header).at(-1)?.shape.push(3), 'has another length than its shape'],
    ['a negative side', (header) => Object.values(header).at(-1)?.shape.push(-1), 'does not say what'],
    [
      'a side beyond all numbers',
      (header) =>
        Object.values(header)
          .at(-1)
          ?.shape.push(2 ** 52),
      'is of the type',
    ],
    [
      'an unknown type',
      (header) => Object.assign(Object.values(header).at(-1) ?? {}, { dtype: 'F3' }),
      'is of the type F3, which is not known',
    ],
    [
      'a tensor that the index does not expect there',
      (header) => delete header[Object.keys(header).at(-1) ?? ''],
      'bytes after its last tensor',
    ],
  ])('a header that lies: %s', async (_, change, message) => {
    expect(await refusal((folder) => lie(folder, change))).toContain(message);
  });

  test('a header of a length that nobody has, and one that is no JSON', async () => {
    const huge = Buffer.alloc(64, 0xff);
    expect(await refusal((folder) => writeFileSync(path.join(folder, second), huge))).toContain('is no safetensors file');
    expect(await refusal((folder) => writeFileSync(path.join(folder, second), withHeader('{"a": ')))).toContain('its header is not JSON');
    expect(await refusal((folder) => writeFileSync(path.join(folder, second), withHeader('[]')))).toContain('its header is not JSON');
  });

  test.each([
    '../evil.safetensors',
    '/etc/evil.safetensors',
    'a/b.safetensors',
    'a\\\\b.safetensors',
    'C:evil.safetensors',
    'model.bin',
    '..',
  ])('an index that names %s', async (name) => {
    const said = await refusal((folder) => edit(folder, index, (text) => text.replaceAll(second, name)));
    expect(said).toContain('which is not a .safetensors file beside it');
  });

  test('an index without a map, one that is no JSON, one with numbers', async () => {
    expect(await refusal((folder) => writeFileSync(path.join(folder, index), '{"metadata": {}}'))).toContain('it has no weight_map');
    expect(await refusal((folder) => writeFileSync(path.join(folder, index), '{'))).toContain('it has no weight_map');
    expect(await refusal((folder) => writeFileSync(path.join(folder, index), '{"weight_map": {"a": 1}}'))).toContain('names 1, which');
    expect(await refusal((folder) => writeFileSync(path.join(folder, index), '{"weight_map": {}}'))).toContain('names no files');
  });

  test('a shard that is missing', async () => {
    expect(await refusal((folder) => rmSync(path.join(folder, second)))).toBe(`${second} is missing; download the checkpoint again`);
  });

  test('a shard that the index does not name', async () => {
    const said = await refusal((folder) =>
      edit(folder, index, (text) => {
        const { weight_map: map, ...rest } = JSON.parse(text);
        return JSON.stringify({ ...rest, weight_map: Object.fromEntries(Object.entries(map).filter(([, file]) => file !== second)) });
      }),
    );
    expect(said).toBe(`${index} does not name ${second}; download the checkpoint again`);
  });

  test('a tensor that is in another file than the index says, in two files, and in none', async () => {
    const named = (folder: string, name: string, file: string) =>
      edit(folder, index, (text) => JSON.stringify({ ...JSON.parse(text), weight_map: { ...JSON.parse(text).weight_map, [name]: file } }));
    expect(await refusal((folder) => named(folder, 'model.layers.0.mlp.gate_proj.weight', 'model-00001-of-00003.safetensors'))).toContain(
      'it is not',
    );
    expect(await refusal((folder) => named(folder, 'lm_head.weight', second))).toContain('says that lm_head.weight is in');
    const twice = await refusal((folder) => {
      writeFileSync(path.join(folder, second), safetensors(smallTensors()));
    });
    expect(twice).toMatch(/ is in model-00001-of-00003\.safetensors and in model-00002-of-00003\.safetensors$/);
  });

  test('an index that is gone', async () => {
    expect(await refusal((folder) => rmSync(path.join(folder, index)))).toContain(`but no ${index}`);
  });

  test('a config.json that is gone, not valid, or no model’s', async () => {
    expect(await refusal((folder) => rmSync(path.join(folder, 'config.json')))).toContain('no config.json in');
    expect(await refusal((folder) => edit(folder, 'config.json', (text) => text.slice(0, -3)))).toBe('config.json is not valid JSON');
    expect(await refusal((folder) => writeFileSync(path.join(folder, 'config.json'), '{"a": 1}'))).toBe('config.json is not a model’s');
  });
});

describe('checkpoints that cannot be widened exactly', () => {
  const random = randomFrom(5);
  const withConfig =
    (more: object, tensors: ReadonlyMap<string, Tensor> = smallTensors()) =>
    (folder: string) => {
      rmSync(folder, { recursive: true });
      writeModel(folder, { ...smallConfig, ...more }, tensors);
    };
  const quantized = (quantization_config: object) => withConfig({ quantization_config });

  test.each<[string, object, string]>([
    ['bitsandbytes', { quant_method: 'bitsandbytes', load_in_4bit: true }, 'bitsandbytes: its weights are one flat row of blocks'],
    ['AWQ gemv', { quant_method: 'awq', bits: 4, group_size: 128, version: 'gemv' }, 'AWQ version gemv: its weights lie in tiles'],
    ['AWQ gemv_fast', { quant_method: 'awq', bits: 4, group_size: 128, version: 'gemv_fast' }, 'AWQ version gemv_fast'],
    ['Marlin', { quant_method: 'gptq', bits: 4, group_size: 128, checkpoint_format: 'marlin' }, 'GPTQ in Marlin’s own format'],
    ['an older Marlin', { quant_method: 'gptq', bits: 4, group_size: 128, is_marlin_format: true }, 'GPTQ in Marlin’s own format'],
    ['MXFP4', { quant_method: 'mxfp4' }, 'MXFP4: '],
    ['GGUF', { quant_method: 'gguf' }, 'GGUF: its blocks run along the rows'],
    ['NVFP4', { quant_method: 'modelopt', quant_algo: 'NVFP4' }, 'ModelOpt NVFP4: of ModelOpt, FP8 alone is known'],
    ['quark', { quant_method: 'quark' }, 'quantization method quark: how it stores weights is not known'],
    ['auto-round', { quant_method: 'auto-round', bits: 4, group_size: 128 }, 'quantization method auto-round'],
    ['rotations', { quant_method: 'compressed-tensors', transform_config: { config_groups: {} } }, 'compressed-tensors with transforms'],
    ['sparse weights', { quant_method: 'compressed-tensors', sparsity_config: { format: 'sparse-24-bitmask' } }, 'with sparse weights'],
  ])('%s', async (_, quantization, message) => {
    expect(await refusal(quantized(quantization))).toContain(message);
  });

  test('a norm inside the MLP', async () => {
    const tensors = smallTensors().set('model.layers.0.mlp.ffn_layernorm.weight', randomFloats('BF16', [200], random));
    expect(await refusal(withConfig({}, tensors))).toBe(
      'model.layers.0.mlp.ffn_layernorm.weight is a norm inside the MLP: its mean runs over the width, so that zeros change what it gives',
    );
  });

  test('a tensor of the same width that is not known', async () => {
    const tensors = smallTensors().set('model.layers.1.mlp.smooth', randomFloats('BF16', [200], random));
    expect(await refusal(withConfig({}, tensors))).toBe('model.layers.1.mlp.smooth has a side of 200 as well, and is not understood');
  });

  test('a part of a layer that no format has', async () => {
    const tensors = smallTensors().set('model.layers.1.mlp.down_proj.pre_quant_scale', randomFloats('BF16', [200], random));
    expect(await refusal(withConfig({}, tensors))).toContain('is not part of any storage format that is known here');
  });

  test('layers without an MLP that is understood, and MLPs with one side', async () => {
    expect(await refusal(withConfig({ num_hidden_layers: 3 }))).toBe(
      'the config has 3 layers, and the weights hold 2 MLPs that are understood',
    );
    const half = without(smallTensors(), 'model.layers.0.mlp.down_proj.weight');
    expect(await refusal(withConfig({}, half))).toBe('model.layers.0.mlp has no down_proj');
  });

  test('a width that the weights do not have', async () => {
    expect(await refusal(withConfig({ intermediate_size: 208 }))).toBe(
      'model.layers.0.mlp.gate_proj.weight is [200, 64], and 208 was expected',
    );
  });

  test('gate and up in one matrix of a family whose layout is not known', async () => {
    const tensors = new Map(
      [0, 1].flatMap((layer) => [
        [`model.layers.${layer}.mlp.gate_up_proj.weight`, randomFloats('BF16', [400, 64], random)] as const,
        [`model.layers.${layer}.mlp.down_proj.weight`, randomFloats('BF16', [64, 200], random)] as const,
      ]),
    );
    expect(await refusal(withConfig({ model_type: 'somebodys_own' }, tensors))).toContain('a layout that is not known for this family');
  });

  test('three bits, and groups that are not full', async () => {
    const layer = (width: number, bits: number): ReadonlyMap<string, Tensor> =>
      new Map(
        [0, 1].flatMap((at) =>
          ['gate_proj', 'up_proj', 'down_proj'].flatMap((name) => {
            const [inputs, outputs] = name === 'down_proj' ? [width, 64] : [64, width];
            const prefix = `model.layers.${at}.mlp.${name}`;
            const groups = Math.ceil(inputs / 32);
            return [
              [`${prefix}.qweight`, randomWords([(inputs * bits) / 32, outputs], random)],
              [`${prefix}.qzeros`, randomWords([groups, (outputs * bits) / 32], random)],
              [`${prefix}.scales`, randomFloats('F16', [groups, outputs], random)],
              [`${prefix}.g_idx`, int32(Array.from({ length: inputs }, (_, input) => Math.floor(input / 32)))],
            ] satisfies [string, Tensor][];
          }),
        ),
      );
    const gptq = (bits: number) => ({ quant_method: 'gptq', bits, group_size: 32, desc_act: false, sym: true });
    const three = withConfig({ intermediate_size: 224, quantization_config: gptq(3) }, layer(224, 3));
    expect(await refusal(three)).toContain('has 3 bits a weight; 4 and 8 are known');
    const ragged = withConfig({ intermediate_size: 208, quantization_config: gptq(4) }, layer(208, 4));
    expect(await refusal(ragged)).toBe('the width 208 is not a multiple of the group_size 32: the last one is not full');
    const odd = withConfig({ intermediate_size: 224, quantization_config: gptq(4) }, layer(224, 4));
    expect(await refusal(odd, ['--to', '232'])).toContain('232 is not a multiple of 32');
    expect(await refusal(odd, ['--to', '256', '--layout', 'interleaved'])).toContain('they can only be appended');
    expect(await refusal(odd, ['--to', '256', '--group-size', '64'])).toBe('the checkpoint is quantized in groups of 32, not of 64');
  });

  test('weights of another kind', async () => {
    const only = (name: string) => (folder: string) => {
      for (const file of readdirSync(folder)) if (file !== 'config.json') rmSync(path.join(folder, file));
      writeFileSync(path.join(folder, name), 'x');
    };
    expect(await refusal(only('pytorch_model.bin'))).toContain('pytorch_model.bin: weights outside safetensors are not read');
    expect(await refusal(only('model-Q4_K_M.gguf'))).toContain('GGUF blocks run along the rows');
    expect(await refusal(only('README.md'))).toBe(`no model.safetensors and no ${index}`);
    expect(await refusal((folder) => writeFileSync(path.join(folder, 'adapter_config.json'), '{}'))).toContain('a LoRA adapter');
  });
});

describe('sizes that padding does not help to', () => {
  test('heads that do not split', async () => {
    expect(await refusal(() => undefined, ['--tp', '3'])).toContain('padding does not help on vLLM: TP 3: ');
  });

  test('a model that is fine as it is, a smaller width, an unknown key', async () => {
    expect(await refusal(() => undefined, ['--tp', '8'])).toBe('nothing to pad: vLLM takes the model at TP 8 as it is');
    expect(await refusal(() => undefined, ['--to', '128'])).toBe('intermediate_size is 200 already; weights are never cut away');
    expect(await refusal(() => undefined, ['--to', 'ffn=256'])).toBe('config.json writes no width ffn; it has intermediate_size');
  });
});

describe('folders that are not to be written', () => {
  test('one that exists, one inside the model’s own, one without a folder above', async () => {
    const folder = folderWith({ 'there/file': '' });
    writeModel(path.join(folder, 'model'), smallConfig, smallTensors());
    const run = (out: string) => runCli(folder, ['pad', 'model', '--to', '256', '--out', out]);
    expect((await run('there')).errors).toContain('exists already; name a new folder');
    expect((await run('model/new')).errors).toContain('is inside the checkpoint’s own folder');
    expect((await run('none/new')).errors).toContain('there is no folder');
    expect(existsSync(path.join(folder, 'model', 'new'))).toBe(false);
  });

  test('usage', async () => {
    const folder = folderWith({ 'model/config.json': '{}' });
    const errorsOf = async (...argv: string[]) => {
      const { code, errors } = await runCli(folder, ['pad', ...argv]);
      expect(code).toBe(2);
      return errors;
    };
    expect(await errorsOf()).toContain('pad takes one folder with a model');
    expect(await errorsOf('model')).toContain('pad needs --tp SIZE, or --to WIDTH');
    expect(await errorsOf('model', '--tp', '8')).toContain('pad needs --out DIR, a new folder, or --dry-run');
    expect(await errorsOf('none', '--tp', '8')).toContain('no folder none');
    expect(await errorsOf('model', '--to', 'x', '--dry-run')).toContain('--to takes WIDTH or KEY=WIDTH, not x');
    expect(await errorsOf('model', '--tp', '8', '--group-size', '0', '--dry-run')).toContain('--group-size takes a whole number');
  });
});

test('a file that a link points to is renamed away: nothing is written', async () => {
  const said = await refusal((folder) => renameSync(path.join(folder, second), path.join(folder, 'elsewhere')));
  expect(said).toContain('is missing');
});
