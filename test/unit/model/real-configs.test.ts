import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

const configs = join(import.meta.dirname, '../../../../shared/configs');

describe.runIf(existsSync(configs))('real files', () => {
  const files = (folder: string) =>
    readdirSync(join(configs, folder)).map((name) => ({ name, text: readFileSync(join(configs, folder, name), 'utf8') }));

  test('every config.json of a model is read as one', () => {
    const unread = files('models').filter(({ name, text }) => readModelConfig(name, text, new Map()) === undefined);
    expect(unread.map(({ name }) => name)).toEqual([]);
  });

  test('a config.json that is not a model’s is left alone', () => {
    const claimed = files('not_model').filter(({ name, text }) => readModelConfig(name, text, new Map()) !== undefined);
    expect(claimed.map(({ name }) => name)).toEqual([]);
  });
});
