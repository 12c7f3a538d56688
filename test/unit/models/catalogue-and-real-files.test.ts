import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { modelOfCatalogue } from '../../../shared/models/catalogue.ts';
import { loadModel } from '../../../shared/models/load-model.ts';
import { memoryFiles } from '../../../shared/models/memory-files.ts';

interface Entry {
  readonly file: string;
  readonly commit: string;
  readonly path: string;
  readonly model_id?: string;
}

const folder = new URL('../../../../shared/configs/', import.meta.url);
const manifest = new URL('manifest.jsonl', folder);
const entries = existsSync(manifest)
  ? readFileSync(manifest, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Entry)
  : [];

/** Real files that a row of the catalogue was taken from. */
const taken = entries.flatMap((entry) => {
  const model = modelOfCatalogue(entry.model_id ?? '');
  return model?.source.endsWith(`/${entry.commit}/${entry.path}`) ? [{ id: model.id, file: entry.file, model }] : [];
});

if (taken.length === 0) test.skip('the real files are not here', () => {});

test.each(taken)('$id has the shape of its real file', ({ file, model }) => {
  const beside = new URL(file.replace('models/', 'sidecars/').replace(/_config(?:\.\w+)?\.json$/, '_hf_quant_config.json'), folder);
  const files = memoryFiles({
    '/model/config.json': readFileSync(new URL(file, folder), 'utf8'),
    ...(existsSync(beside) && { '/model/hf_quant_config.json': readFileSync(beside, 'utf8') }),
  });
  const real = loadModel('/model', files);
  const values = (config: typeof real) => {
    const { decoder, vision } = config ?? {};
    return {
      architectures: config?.architectures.map((fact) => fact.value),
      layers: decoder?.layers?.value,
      hiddenSize: decoder?.hiddenSize?.value,
      attentionHeads: decoder?.attentionHeads?.value,
      keyValueHeads: decoder?.keyValueHeads?.value,
      keyValueHeadsByLayer: decoder?.keyValueHeadsByLayer?.value,
      headDim: decoder?.headDim?.value,
      intermediateSize: decoder?.intermediateSize?.value,
      intermediateSizeByLayer: decoder?.intermediateSizeByLayer?.value,
      vocabularySize: decoder?.vocabularySize?.value,
      experts: [decoder?.experts?.count.value, decoder?.experts?.perToken?.value, decoder?.experts?.intermediateSize?.value],
      sharedExperts: decoder?.experts?.sharedIntermediateSize?.value,
      hasDenseLayers: decoder?.experts?.hasDenseLayers,
      latent: decoder?.latentAttention?.keyValueLoraRank.value,
      stateSpace: [decoder?.stateSpace?.heads?.value, decoder?.stateSpace?.groups?.value, decoder?.stateSpace?.innerSize?.value],
      linear: [decoder?.linearAttention?.keyHeads?.value, decoder?.linearAttention?.valueHeads?.value],
      vision: [vision?.heads?.value, vision?.hiddenSize?.value, vision?.intermediateSize?.value],
      quantization: config?.quantization?.method.value,
      schemes: config?.quantization?.schemes.map(({ weights, activations }) => ({
        weights: [weights.type, weights.bits?.value, weights.strategy, weights.groupSize?.value, weights.block?.value, weights.symmetric],
        activations: [activations?.type, activations?.bits?.value, activations?.dynamic],
      })),
    };
  };
  expect(values(model.config)).toEqual(values(real));
});
