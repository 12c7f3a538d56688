import { afterEach, expect, test } from 'vitest';
import { closeEditors, startEditor } from './editor.ts';
import { qwen2Vl72bAwq } from './models.ts';

afterEach(closeEditors);

const script = 'vllm serve ./model --tensor-parallel-size 4\n';
const files = { 'serve.sh': script, 'model/config.json': qwen2Vl72bAwq };
const withCommand = { options: { padCommand: 'shardlint.padCheckpoint' } };

const paddings = (actions: readonly { readonly title: string }[]) => actions.filter(({ title }) => title.startsWith('Pad '));

test('padding the checkpoint is offered after the plain edit, at the launch and at the field', async () => {
  const editor = await startEditor({ files, ...withCommand });
  await editor.open('serve.sh');
  await editor.open('model/config.json');
  for (const [file, at] of [
    ['serve.sh', '4'],
    ['model/config.json', '29568'],
  ] as const) {
    const found = paddings(await editor.actions(file, at));
    expect(found.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Pad intermediate_size to 29696 /),
      'Pad the checkpoint to 29696…',
    ]);
    expect(found[1]).toMatchObject({
      command: {
        command: 'shardlint.padCheckpoint',
        arguments: [{ config: editor.uri('model/config.json'), key: 'intermediate_size', to: 29696 }],
      },
    });
  }
});

test('with weights beside the config it is the only way', async () => {
  const editor = await startEditor({ files: { ...files, 'model/model-00001-of-00011.safetensors': '' }, ...withCommand });
  await editor.open('serve.sh');
  expect(paddings(await editor.actions('serve.sh', '4')).map(({ title }) => title)).toEqual(['Pad the checkpoint to 29696…']);
});

test('it is not offered for weights in another form, nor by a client that cannot do it', async () => {
  const other = await startEditor({ files: { ...files, 'model/pytorch_model.bin': '' }, ...withCommand });
  await other.open('serve.sh');
  expect(paddings(await other.actions('serve.sh', '4'))).toEqual([]);
  const plain = await startEditor({ files });
  await plain.open('serve.sh');
  expect(paddings(await plain.actions('serve.sh', '4')).map(({ title }) => title)).toEqual([
    expect.stringMatching(/^Pad intermediate_size/),
  ]);
});
