import { indexName, singleName } from '../../shared/checkpoint/checkpoint-index.ts';
import { Refusal } from '../../shared/checkpoint/refusal.ts';
import { t } from '../../shared/text/localize.ts';

/** Refuses a folder without weights in safetensors, naming what it has instead, and one with an adapter that would not fit any more. */
export function refuseOtherWeights(names: readonly string[]): void {
  if (names.includes('adapter_config.json'))
    throw new Refusal(t('adapter_config.json: a LoRA adapter of the old width lies in the folder; merge it or move it away'));
  if (names.includes(indexName) || names.includes(singleName)) return;
  const other = names.find((name) => isOtherWeights(name));
  if (other === undefined) throw new Refusal(t('no {0} and no {1}', singleName, indexName));
  if (other.endsWith('.gguf'))
    throw new Refusal(t('{0}: GGUF blocks run along the rows; pad the unquantized checkpoint and convert it again', other));
  if (other.endsWith('.safetensors')) throw new Refusal(t('{0}, but no {1}; download the checkpoint again', other, indexName));
  throw new Refusal(t('{0}: weights outside safetensors are not read; save the model as safetensors first', other));
}

/** Weights of the old width in another form: a copy of them beside padded ones would be a trap. */
export function isOtherWeights(name: string): boolean {
  return (
    /\.(safetensors|gguf|index\.json|ggml|bin|pth|pt|h5|msgpack|onnx|onnx_data|tflite|mlmodel|npz)$/i.test(name) &&
    !/^(tokenizer|training_args|spiece)\b/i.test(name)
  );
}
