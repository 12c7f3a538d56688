import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Files } from '../../../shared/models/files.ts';
import { memoryFiles } from '../../../shared/models/memory-files.ts';
import type { ModelSearch } from '../../../shared/models/resolution.ts';
import { resolveModel } from '../../../shared/models/resolve-model.ts';

/** A model whose number of layers tells which file it was read from. */
const model = (layers: number): string =>
  JSON.stringify({
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 4096,
    num_hidden_layers: layers,
    num_attention_heads: 32,
    vocab_size: 32000,
  });

const search = (
  changes: Partial<Omit<ModelSearch, 'environment'>> & { environment?: Readonly<Record<string, string>> } = {},
): ModelSearch => ({
  documentPath: '/project/scripts/serve.sh',
  folders: ['/project/scripts', '/project'],
  downloadFolder: undefined,
  ...changes,
  environment: new Map(Object.entries(changes.environment ?? { HOME: '/home/me' })),
});

const layersOf = (reference: string, files: Files, where = search()) => {
  const resolution = resolveModel(reference, where, files);
  return resolution.kind === 'found' ? [resolution.from, resolution.config.decoder.layers?.value, resolution.config.path] : resolution;
};

/** `cache 7`: from where, and which file. */
const found = (reference: string, files: Files, where = search()): string => {
  const resolution = resolveModel(reference, where, files);
  return resolution.kind === 'found' ? `${resolution.from} ${resolution.config.decoder.layers?.value}` : resolution.why;
};

const hub = '/home/me/.cache/huggingface/hub';
const inCache = (cache: string, name: string, commit: string): string => `${cache}/models--${name}/snapshots/${commit}/config.json`;

describe('a path', () => {
  const files = memoryFiles({
    '/models/llama/config.json': model(1),
    '/project/scripts/near/config.json': model(2),
    '/project/near/config.json': model(3),
    '/project/models/llama/config.json': model(4),
    '/home/me/models/llama/config.json': model(5),
    '/other/llama/config.json': model(6),
    '/project/scripts/org/name/config.json': model(7),
    '/project/odd name/config.json': model(8),
    [inCache(hub, 'org--name', 'abc')]: model(9),
  });

  test.each([
    ['/models/llama', 1, '/models/llama/config.json'],
    ['/models/llama/', 1, '/models/llama/config.json'],
    ['/models/x/../llama', 1, '/models/llama/config.json'],
    ['/models/llama/config.json', 1, '/models/llama/config.json'],
    ['file:///models/llama', 1, '/models/llama/config.json'],
    ['file:///project/odd%20name', 8, '/project/odd name/config.json'],
    ['./near', 2, '/project/scripts/near/config.json'],
    ['near', 2, '/project/scripts/near/config.json'],
    ['.\\near', 2, '/project/scripts/near/config.json'],
    ['models/llama', 4, '/project/models/llama/config.json'],
    ['../../other/llama', 6, '/other/llama/config.json'],
    ['~/models/llama', 5, '/home/me/models/llama/config.json'],
    ['org/name', 7, '/project/scripts/org/name/config.json'],
    ['org/name/', 7, '/project/scripts/org/name/config.json'],
  ])('%s', (reference, layers, path) => {
    expect(layersOf(reference, files)).toEqual(['path', layers, path]);
  });

  test('says where it looked', () => {
    expect(resolveModel('./far', search(), files)).toEqual({
      kind: 'missing',
      looked: ['/project/scripts/far', '/project/far'],
      why: 'absent',
    });
    expect(resolveModel('/data/model', search(), files)).toEqual({ kind: 'missing', looked: ['/data/model'], why: 'absent' });
  });

  test('that begins with a dot is never a name on the hub', () => {
    expect(resolveModel('./Qwen/Qwen3-8B', search(), files)).toMatchObject({ kind: 'missing', why: 'absent' });
  });

  test('to a file that is no model is unreadable', () => {
    const broken = memoryFiles({ '/models/a/config.json': '{"compilerOptions": {}}', '/models/b.gguf': 'GGUF' });
    expect(resolveModel('/models/a', search(), broken)).toEqual({ kind: 'missing', looked: ['/models/a/config.json'], why: 'unreadable' });
    expect(resolveModel('/models/b.gguf', search(), broken)).toEqual({ kind: 'missing', looked: ['/models/b.gguf'], why: 'unreadable' });
  });
});

describe('a name on the hub', () => {
  test.each([
    ['HF_HUB_CACHE', { HF_HUB_CACHE: '/c1', HF_HOME: '/c3', HOME: '/home/me' }, '/c1'],
    ['HUGGINGFACE_HUB_CACHE', { HUGGINGFACE_HUB_CACHE: '/c2', HF_HOME: '/c3' }, '/c2'],
    ['HF_HOME', { HF_HOME: '/c3', HOME: '/home/me' }, '/c3/hub'],
    ['HF_HOME below the home folder', { HF_HOME: '~/hf', HOME: '/home/me' }, '/home/me/hf/hub'],
    ['XDG_CACHE_HOME', { XDG_CACHE_HOME: '/c4', HOME: '/home/me' }, '/c4/huggingface/hub'],
    ['HOME', { HOME: '/home/me' }, hub],
  ])('is looked for in the cache of %s', (_, environment, cache) => {
    const files = memoryFiles({
      [`${cache}/models--org--name/refs/main`]: 'abc\n',
      [inCache(cache, 'org--name', 'abc')]: model(7),
      [inCache(cache, 'org--name', 'old')]: model(8),
    });
    expect(layersOf('org/name', files, search({ environment }))).toEqual(['cache', 7, inCache(cache, 'org--name', 'abc')]);
  });

  test('is looked for in --download-dir first, relative to the folders of the launch', () => {
    const files = memoryFiles({
      [inCache('/project/weights', 'org--name', 'abc')]: model(1),
      [inCache(hub, 'org--name', 'abc')]: model(2),
    });
    expect(found('org/name', files, search({ downloadFolder: 'weights' }))).toBe('cache 1');
    expect(found('org/name', files, search({ downloadFolder: '/elsewhere' }))).toBe('cache 2');
  });

  test('may have no organisation', () => {
    expect(found('gpt2', memoryFiles({ [inCache(hub, 'gpt2', 'abc')]: model(3) }))).toBe('cache 3');
  });

  const revisions = memoryFiles({
    [`${hub}/models--org--name/refs/main`]: 'abc',
    [`${hub}/models--org--name/refs/v2`]: 'def',
    [inCache(hub, 'org--name', 'abc')]: model(1),
    [inCache(hub, 'org--name', 'def')]: model(2),
    [inCache(hub, 'org--name', '0123')]: model(3),
  });

  test.each([
    ['org/name', undefined, 1],
    ['org/name', 'main', 1],
    ['org/name', 'v2', 2],
    ['org/name@v2', undefined, 2],
    ['org/name', '0123', 3],
  ])('%s at revision %s', (reference, revision, layers) => {
    expect(found(reference, revisions, search({ ...(revision && { revision }) }))).toBe(`cache ${layers}`);
  });

  test.each([
    ['a revision that the cache lacks', 'v3', revisions],
    [
      'several snapshots and no refs/main',
      undefined,
      memoryFiles({ [inCache(hub, 'org--name', 'a')]: model(1), [inCache(hub, 'org--name', 'b')]: model(2) }),
    ],
    [
      'a revision that leads out of the cache',
      '../../../../outside',
      memoryFiles({ '/home/me/.cache/outside': 'abc', [inCache(hub, 'org--name', 'abc')]: model(1) }),
    ],
    ['a revision that is a path', '/outside', memoryFiles({ '/outside': 'abc', [inCache(hub, 'org--name', 'abc')]: model(1) })],
    [
      'a commit that is a path',
      undefined,
      memoryFiles({ [`${hub}/models--org--name/refs/main`]: '/outside', '/outside/config.json': model(1) }),
    ],
    ['a snapshot without a config.json', undefined, memoryFiles({ [`${hub}/models--org--name/snapshots/a/model.safetensors`]: '' })],
  ])('is absent with %s', (_, revision, files) => {
    expect(resolveModel('org/name', search({ ...(revision && { revision }) }), files)).toEqual({
      kind: 'missing',
      looked: ['/project/scripts/org/name', '/project/org/name', `${hub}/models--org--name`],
      why: 'absent',
    });
  });

  test('is known to the catalogue where no disk has it', () => {
    const resolution = resolveModel('Qwen/Qwen2-VL-72B-Instruct-AWQ', search(), memoryFiles({}));
    expect(resolution).toMatchObject({ kind: 'found', from: 'catalogue', publishedAt: expect.stringMatching(/^https:/) });
    expect(resolution.kind === 'found' && resolution.config.decoder.intermediateSize?.value).toBe(29696);
  });

  test('on disk wins over the catalogue', () => {
    const files = memoryFiles({ [inCache(hub, 'Qwen--Qwen3-8B', 'abc')]: model(1) });
    expect(found('Qwen/Qwen3-8B', files)).toBe('cache 1');
  });

  test('at another revision is not judged by the catalogue', () => {
    expect(resolveModel('Qwen/Qwen3-8B@old', search(), memoryFiles({}))).toMatchObject({ kind: 'missing', why: 'absent' });
    expect(resolveModel('Qwen/Qwen3-8B', search({ revision: 'old' }), memoryFiles({}))).toMatchObject({ kind: 'missing', why: 'absent' });
    expect(resolveModel('Qwen/Qwen3-8B', search({ revision: 'main' }), memoryFiles({}))).toMatchObject({ kind: 'found' });
  });
});

test.each([undefined, '', '$MODEL', '{{ model }}', 's3://bucket/model', 'https://example.org/model', '~other/model'])(
  '%j cannot be resolved to a text, and nothing is read',
  (reference) => {
    const none: Files = {
      read: () => expect.unreachable(),
      exists: () => expect.unreachable(),
      list: () => expect.unreachable(),
    };
    expect(resolveModel(reference, search(), none)).toEqual({ kind: 'missing', looked: [], why: 'unknown' });
  },
);

test('lists no folder but the snapshots of the model', () => {
  const listed: string[] = [];
  const files = memoryFiles({ [inCache(hub, 'org--name', 'abc')]: model(1) });
  resolveModel('org/name', search(), {
    ...files,
    list: (path) => {
      listed.push(path);
      return files.list(path);
    },
  });
  expect(listed).toEqual([`${hub}/models--org--name/snapshots`]);
});

test('any reference and any surroundings give an answer', () => {
  const word = fc.string({
    unit: fc.constantFrom('/', '.', '..', '~', 'a', 'B', '-', '@', '\\', ':', 'file://', '$', ' ', 'gpt2', 'é'),
    maxLength: 8,
  });
  const files = memoryFiles({
    [inCache(hub, 'a', 'abc')]: model(1),
    '/a/config.json': model(2),
    '/project/a': 'no folder',
    '/B/config.json': '{',
  });
  const property = fc.property(
    word,
    fc.option(word, { nil: undefined }),
    fc.array(word),
    fc.dictionary(fc.constantFrom('HOME', 'HF_HOME'), word),
    (...given) => {
      const [reference, downloadFolder, folders, environment] = given;
      expect(['found', 'missing']).toContain(resolveModel(reference, search({ downloadFolder, folders, environment }), files).kind);
    },
  );
  fc.assert(property, { numRuns: 2000 });
});
