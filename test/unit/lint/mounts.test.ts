import { expect, test } from 'vitest';
import { analyse } from '../../../shared/lint/analyse.ts';
import { memoryFiles } from '../../../shared/models/memory-files.ts';
import type { ModelPath } from '../../../shared/settings/settings.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';

const config = JSON.stringify({
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  vocab_size: 32000,
});

/** The config.json that the only launch of a script is judged by. */
function modelPath(script: string, at: string, modelPaths: readonly ModelPath[] = []): string | undefined {
  const path = '/project/deploy/run.sh';
  const analysis = analyse(
    { path, text: script },
    {
      files: memoryFiles({ [path]: script, [at]: config }),
      settingsFor: () => ({ ...defaultSettings, modelPaths }),
      environment: new Map([['HOME', '/home/me']]),
      workspaceFolders: ['/project'],
      scriptsAround: () => [],
    },
  );
  const resolution = analysis?.launches[0]?.resolution;
  return resolution?.kind === 'found' ? resolution.config.path : undefined;
}

const image = 'vllm/vllm-openai:v0.11.0';
const cached = 'models--org--m/snapshots/1/config.json';

test.each([
  [`docker run -v /srv/models:/models ${image} --model /models/a`, '/srv/models/a/config.json'],
  [`docker run -v ./models:/models ${image} --model /models/a`, '/project/deploy/models/a/config.json'],
  [`docker run -v $PWD/../models:/models ${image} --model /models/a`, '/project/models/a/config.json'],
  [`docker run -v ~/m:/models ${image} --model /models`, '/home/me/m/config.json'],
  [`docker run -v ./models:/w -w /w ${image} --model a`, '/project/deploy/models/a/config.json'],
  [`docker run -v /big/hf:/root/.cache/huggingface ${image} --model org/m`, `/big/hf/hub/${cached}`],
  [`docker run -e HF_HOME=/hf -v /big/hf:/hf ${image} --model org/m`, `/big/hf/hub/${cached}`],
  [`docker run -v /big/hf:/hf ${image} --model org/m --download-dir /hf`, `/big/hf/${cached}`],
])('%s is judged by %s', (script, at) => {
  expect(modelPath(script, at)).toBe(at);
});

test.each<[string, ModelPath, string]>([
  ['/models/a', { prefix: '/models', folder: '/srv/models' }, '/srv/models/a/config.json'],
  ['/models/a', { prefix: '/models/', folder: 'local' }, '/project/local/a/config.json'],
  ['s3://bucket/a', { prefix: 's3://bucket', folder: '~/mirror' }, '/home/me/mirror/a/config.json'],
  ['org/a', { prefix: 'org', folder: '/srv' }, '/srv/a/config.json'],
])('with the settings, %s is looked for by %j', (model, modelPath_, at) => {
  expect(modelPath(`vllm serve ${model}`, at, [modelPath_])).toBe(at);
});

test('a mount goes before the settings', () => {
  const script = `docker run -v /one:/models ${image} --model /models/a`;
  expect(modelPath(script, '/one/a/config.json', [{ prefix: '/models/a', folder: '/two' }])).toBe('/one/a/config.json');
});
