import type { DecoderShape } from '../model-config.ts';
import { booleanIn, countIn, derive, deriveFromSection, type Section, textsIn } from '../section.ts';
import { readAttention } from './attention.ts';
import { positionKeys, readContextLimit } from './context-length.ts';
import { countOrDefault, type DecoderSection } from './decoder-section.ts';
import { readExperts } from './experts.ts';
import { readMlpWidth, readMlpWidthByLayer } from './mlp-width.ts';
import { readLinearAttention, readStateSpace } from './state-space.ts';

const hiddenKeys = ['hidden_size', 'n_embd', 'd_model', 'model_dim', 'dim'];
const layerKeys = ['num_hidden_layers', 'n_layer', 'n_layers', 'num_layers', 'num_transformer_layers', 'decoder_layers'];
/** Everything that the decoder's section says of its shape; whether the head shares the embedding may stand at the top level instead. */
export function readDecoder(section: DecoderSection, root: Section): DecoderShape {
  const { defaults } = section;
  const hiddenSize = countOrDefault(section, hiddenKeys, defaults.hidden);
  const attention = readAttention(section, hiddenSize);
  const widths = readMlpWidthByLayer(section, hiddenSize);
  return {
    section: section.prefix,
    modelType: section.modelType,
    layers: countOrDefault(section, layerKeys, defaults.layers) ?? countedLayers(section),
    hiddenSize,
    ...attention,
    intermediateSize: widths === undefined ? readMlpWidth(section, hiddenSize) : undefined,
    intermediateSizeByLayer: widths,
    vocabularySize: countOrDefault(section, vocabularyKeys(section), defaults.vocabulary),
    maxPositionEmbeddings: countIn(section, positionKeys),
    contextLimit: readContextLimit(section, root),
    layerTypes: textsIn(section, 'layer_types') ?? textsIn(section, 'layers_block_type'),
    tiedEmbeddings: booleanIn(section, 'tie_word_embeddings') ?? booleanIn(root, 'tie_word_embeddings') ?? tiedByClass(section),
    experts: readExperts(section),
    stateSpace: readStateSpace(section, hiddenSize),
    linearAttention: readLinearAttention(section, attention.attentionHeads),
  };
}

/** Nemotron-H's config class counts its list of blocks. */
function countedLayers(section: DecoderSection): DecoderShape['layers'] {
  const blocks = textsIn(section, 'layers_block_type');
  return blocks && derive(blocks, blocks.value.length, 'the length of layers_block_type');
}

/** ChatGLM's embedding has `padded_vocab_size` rows, whatever `vocab_size` says. */
function vocabularyKeys(section: DecoderSection): readonly string[] {
  return section.modelType?.value === 'chatglm' ? ['padded_vocab_size', 'vocab_size'] : ['vocab_size', 'padded_vocab_size'];
}

function tiedByClass(section: DecoderSection): DecoderShape['tiedEmbeddings'] {
  const { tied } = section.defaults;
  return tied === undefined
    ? undefined
    : deriveFromSection(section, tied, `the default of ${section.modelType?.value ?? 'the config class'}`);
}
