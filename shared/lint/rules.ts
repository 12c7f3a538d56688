/** What a rule is about; its page is docs/rules/<id>.md. */
export interface Rule {
  readonly id: string;
  /** One line, English; shown through `t`. */
  readonly title: string;
  /** `launch`: needs a launch; `model`: the model's own files; `document`: how the launch or the settings are written. */
  readonly subject: 'launch' | 'model' | 'document';
}

/** Every rule id that a finding can have. */
export const rules = [
  { id: 'attention-heads', subject: 'launch', title: 'attention heads must split evenly over the ranks' },
  { id: 'kv-heads', subject: 'launch', title: 'KV heads must split or replicate evenly over the ranks' },
  { id: 'mlp-width', subject: 'launch', title: 'the MLP width must split evenly over the ranks' },
  { id: 'vocabulary', subject: 'launch', title: 'the padded vocabulary must split evenly over the ranks' },
  { id: 'embedding-width', subject: 'launch', title: 'the hidden size must split over the ranks where the embedding is split along it' },
  { id: 'expert-width', subject: 'launch', title: 'the width of an expert must split evenly over the ranks' },
  { id: 'shared-expert-width', subject: 'launch', title: 'the width of the shared experts must split evenly over the ranks' },
  { id: 'expert-count', subject: 'launch', title: 'the number of experts must fit the ranks' },
  { id: 'expert-parallel', subject: 'launch', title: 'expert parallelism needs a model with experts' },
  { id: 'expert-balance', subject: 'launch', title: 'the expert load balancer has conditions of its own' },
  { id: 'state-space', subject: 'launch', title: 'Mamba heads, groups and widths must split over the ranks' },
  { id: 'linear-attention', subject: 'launch', title: 'linear-attention heads must split evenly over the ranks' },
  { id: 'vision-heads', subject: 'launch', title: 'heads of the vision or audio tower must split evenly over the ranks' },
  { id: 'vision-mlp', subject: 'launch', title: 'the MLP of the vision or audio tower must split evenly over the ranks' },
  { id: 'vision-mode', subject: 'launch', title: 'the encoder data mode is not available for every model' },
  { id: 'pipeline-unsupported', subject: 'launch', title: 'the model class has no pipeline parallelism' },
  { id: 'pipeline-layers', subject: 'launch', title: 'pipeline stages without layers' },
  { id: 'pipeline-partition', subject: 'launch', title: 'VLLM_PP_LAYER_PARTITION must fit the stages and the layers' },
  { id: 'parallel-layout', subject: 'launch', title: 'the parallel sizes of the launch must fit together' },
  { id: 'gpu-count', subject: 'launch', title: 'the launch needs more GPUs than there are' },
  { id: 'node-count', subject: 'launch', title: 'the ranks must split evenly over the nodes' },
  { id: 'data-parallel', subject: 'launch', title: 'data-parallel sizes and ranks must fit together' },
  { id: 'context-parallel', subject: 'launch', title: 'decode and prefill context parallel must fit the heads and the ranks' },
  { id: 'size-range', subject: 'launch', title: 'parallel sizes are whole numbers from 1' },
  { id: 'model-class', subject: 'launch', title: 'the engine version no longer has the class of the model' },
  { id: 'quant-method', subject: 'launch', title: 'the engine version does not have this quantization method' },
  { id: 'quant-mismatch', subject: 'launch', title: 'the quantization option and the checkpoint disagree' },
  { id: 'quant-missing', subject: 'launch', title: 'the checkpoint is not quantized in the way the option asks for' },
  { id: 'quant-dtype', subject: 'launch', title: 'the data type does not go with the quantization method or the model' },
  { id: 'quant-gpu', subject: 'launch', title: 'the quantization method needs a newer GPU' },
  { id: 'quant-bits', subject: 'launch', title: 'the engine does not run this bit width or symmetry' },
  { id: 'quant-group', subject: 'launch', title: 'each rank must hold whole quantization groups' },
  { id: 'quant-tile', subject: 'launch', title: 'the kernel works on tiles that the width of a rank does not fill' },
  { id: 'quant-block', subject: 'launch', title: 'each rank must hold whole FP8 blocks' },
  { id: 'quant-scales', subject: 'launch', title: 'the ranks read wrong scales and nobody says so' },
  { id: 'quant-scheme', subject: 'launch', title: 'the engine version does not have this compressed-tensors scheme' },
  { id: 'expert-group', subject: 'launch', title: 'each slice of an expert must hold whole quantization groups' },
  { id: 'draft-model', subject: 'launch', title: 'the draft model of speculative decoding must fit its ranks' },
  { id: 'lora-rank', subject: 'launch', title: 'the LoRA rank must split over the ranks where it is sharded' },
  { id: 'context-length', subject: 'launch', title: 'the context is longer than the model allows' },
  { id: 'power-of-two', subject: 'launch', title: 'a tensor-parallel size that is no power of two' },
  { id: 'engine-fallback', subject: 'launch', title: 'another engine than the one asked for will run the model' },
  { id: 'option-unknown', subject: 'document', title: 'the engine does not know this option' },
  { id: 'option-removed', subject: 'document', title: 'the option was removed or renamed' },
  { id: 'option-value', subject: 'document', title: 'the option does not take this value' },
  { id: 'option-ignored', subject: 'document', title: 'the engine silently ignores this' },
  { id: 'model-not-found', subject: 'document', title: 'no config.json was found for the model' },
  { id: 'target-sizes', subject: 'model', title: 'tensor-parallel sizes that the model does not allow' },
  { id: 'device-map-form', subject: 'document', title: 'device_map does not take this' },
  { id: 'device-map-missing', subject: 'document', title: 'a module of the model has no device' },
  { id: 'device-map-rotary', subject: 'document', title: 'rotary embedding has no device and stays on the CPU' },
  { id: 'device-map-module', subject: 'document', title: 'an entry of a device map is no module of the model' },
  { id: 'device-map-split', subject: 'document', title: 'a layer is split over devices' },
  { id: 'device-map-gpu', subject: 'document', title: 'a device map names a GPU that is not there' },
  { id: 'device-map-tied', subject: 'document', title: 'tied embedding and head are on different devices' },
  { id: 'device-map-offload', subject: 'document', title: 'modules on the CPU or the disk where they cannot run' },
  { id: 'device-map-memory', subject: 'document', title: 'max_memory does not take this' },
  { id: 'device-map-conflict', subject: 'document', title: 'device_map together with something that excludes it' },
  { id: 'device-map-inputs', subject: 'document', title: 'inputs are sent to another device than the embedding' },
  { id: 'device-map-hops', subject: 'document', title: 'layers that go back to a device they had left' },
  { id: 'config-syntax', subject: 'model', title: 'the file is not valid JSON' },
  { id: 'config-type', subject: 'model', title: 'a field has a value of the wrong type' },
  { id: 'config-duplicate', subject: 'model', title: 'a key is written twice' },
  { id: 'config-heads', subject: 'model', title: 'attention heads are not a multiple of KV heads' },
  { id: 'config-head-dim', subject: 'model', title: 'hidden_size is not a multiple of the attention heads' },
  { id: 'config-layers', subject: 'model', title: 'lists by layer and num_hidden_layers disagree' },
  { id: 'config-experts', subject: 'model', title: 'more experts per token than experts' },
  { id: 'config-weights', subject: 'model', title: 'a width that the weights beside the file do not have' },
  { id: 'config-group-size', subject: 'model', title: 'a group size that the quantization method does not have' },
  { id: 'config-quantization', subject: 'model', title: 'the quantization section is misspelt or contradicts itself' },
  { id: 'suppression-unused', subject: 'document', title: 'a suppression that silences nothing' },
  { id: 'settings', subject: 'document', title: 'the settings file is not valid' },
] as const satisfies readonly Rule[];

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** True for a rule that is judged only once the model and the sizes of a launch are known. */
export function needsModel(id: string): boolean {
  return byId.get(id)?.subject === 'launch';
}

/** The rule of an id; undefined for any other text. */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
