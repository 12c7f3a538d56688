import { compareReleases, type Release } from '../version.ts';

/** Between which releases TurboMind had a class: from the first read that has it to the first that does not. */
type Row = readonly [since: Release, until?: Release];

/** lmdeploy/turbomind/supported_models.py SUPPORTED_ARCHS, v0.7 to v0.16. */
const architectures: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['InternLM2ForCausalLM', [[0, 7]]],
  ['InternLM3ForCausalLM', [[0, 7]]],
  ['InternVLChatModel', [[0, 7]]],
  ['LlamaForCausalLM', [[0, 7]]],
  ['MixtralForCausalLM', [[0, 7]]],
  ['Qwen2ForCausalLM', [[0, 7]]],
  ['Qwen2MoeForCausalLM', [[0, 7]]],
  ['Qwen3ForCausalLM', [[0, 7, 3]]],
  ['Qwen3MoeForCausalLM', [[0, 7, 3]]],
  ['InternVLForConditionalGeneration', [[0, 9]]],
  ['InternS1ForConditionalGeneration', [[0, 9, 2]]],
  ['GptOssForCausalLM', [[0, 10]]],
  ['Glm4MoeLiteForCausalLM', [[0, 12, 3]]],
  ['Qwen3_5ForConditionalGeneration', [[0, 12, 3]]],
  ['Qwen3_5MoeForConditionalGeneration', [[0, 12, 3]]],
  ['InternS2PreviewForConditionalGeneration', [[0, 14]]],
  ['InternS2MobiusForConditionalGeneration', [[0, 16]]],
  [
    'BaiChuanForCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'BaichuanForCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'ChatGLMForConditionalGeneration',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'ChatGLMModel',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'DeepseekV2ForCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'InternLMForCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'InternLMXComposer2ForCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'LlavaForConditionalGeneration',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'LlavaLlamaForCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'LlavaMistralForCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'MGMLlamaForCausalLM',
    [
      [0, 7],
      [0, 9, 2],
    ],
  ],
  [
    'MiniCPMV',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'MiniGeminiLlamaForCausalLM',
    [
      [0, 7],
      [0, 8],
    ],
  ],
  [
    'MistralForCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'MolmoForCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'MultiModalityCausalLM',
    [
      [0, 7],
      [0, 14],
    ],
  ],
  [
    'QWenLMHeadModel',
    [
      [0, 7],
      [0, 14],
    ],
  ],
]);

/** Classes that two stretches of releases have, with a gap between. */
const again: ReadonlyMap<string, readonly Row[]> = new Map<string, readonly Row[]>([
  [
    'Qwen2VLForConditionalGeneration',
    [
      [
        [0, 9, 2],
        [0, 14],
      ],
      [[0, 16]],
    ],
  ],
  [
    'Qwen2_5_VLForConditionalGeneration',
    [
      [
        [0, 9, 2],
        [0, 14],
      ],
      [[0, 16]],
    ],
  ],
]);

/** True if the release's TurboMind lists the class; undefined before the first release that was read. */
export function isInTurbomind(architecture: string, release: Release): boolean | undefined {
  if (compareReleases(release, [0, 7]) < 0) return undefined;
  const row = architectures.get(architecture);
  const rows = row === undefined ? (again.get(architecture) ?? []) : [row];
  return rows.some(
    ([since, until]) => compareReleases(release, since) >= 0 && (until === undefined || compareReleases(release, until) < 0),
  );
}
