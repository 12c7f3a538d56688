import { t } from '../../text/localize.ts';
import { span } from '../../text/span.ts';
import type { JsonMember, JsonNode } from '../json/json-node.ts';
import type { ModelProblem } from '../model-problem.ts';
import { type Section, sectionIn } from '../section.ts';
import type { ReadModel } from './read-model.ts';

/** Sizes that every model class takes as whole numbers; the least that makes sense. Lists by layer, null and booleans are left alone. */
const wholeNumbers: ReadonlyMap<string, number> = new Map([
  ['hidden_size', 1],
  ['vocab_size', 1],
  ['num_attention_heads', 0],
  ['num_key_value_heads', 0],
  ['num_kv_heads', 0],
  ['n_head', 0],
  ['n_head_kv', 0],
  ['head_dim', 0],
  ['num_hidden_layers', 0],
  ['n_layer', 0],
  ['n_embd', 1],
  ['intermediate_size', 0],
  ['moe_intermediate_size', 0],
  ['shared_expert_intermediate_size', 0],
  ['num_experts', 0],
  ['n_routed_experts', 0],
  ['num_local_experts', 0],
  ['num_experts_per_tok', 0],
]);

const quantizationNumbers: ReadonlyMap<string, number> = new Map([
  ['bits', 1],
  ['w_bit', 1],
  ['group_size', -1],
  ['q_group_size', -1],
]);

/** Fields of the top level that are no numbers, with the only kind of value that Transformers takes. */
const kinds: readonly (readonly [key: string, kind: JsonNode['kind'], message: () => string])[] = [
  ['architectures', 'array', () => t('architectures must be a list of class names')],
  ['model_type', 'string', () => t('model_type must be a text')],
  ['quantization_config', 'object', () => t('quantization_config must be an object')],
  ['text_config', 'object', () => t('text_config must be an object')],
  ['vision_config', 'object', () => t('vision_config must be an object')],
];

/** Known fields with a value that no model class can use: `"64"`, `64.5`, `-8`. */
export function findTypeProblems({ root, decoderSection, vision }: ReadModel): readonly ModelProblem[] {
  const problems: ModelProblem[] = [];
  addWrongNumbers(problems, root, wholeNumbers);
  addWrongKinds(problems, root);
  if (decoderSection.prefix !== '') addWrongNumbers(problems, decoderSection, wholeNumbers);
  const tower = vision && sectionIn(root, vision.section);
  if (tower !== undefined) addWrongNumbers(problems, tower, wholeNumbers);
  const quantization = sectionIn(root, 'quantization_config');
  if (quantization !== undefined) addWrongNumbers(problems, quantization, quantizationNumbers);
  return problems;
}

function addWrongNumbers(problems: ModelProblem[], section: Section, fields: ReadonlyMap<string, number>): void {
  for (const [key, least] of fields) {
    const member = section.object.members.get(key);
    const message = member && wrongNumber(member.value, key, least);
    if (member !== undefined && message !== undefined) problems.push(problemAt(section, member, message));
  }
}

function addWrongKinds(problems: ModelProblem[], root: Section): void {
  for (const [key, kind, message] of kinds) {
    const member = root.object.members.get(key);
    if (member !== undefined && member.value.kind !== 'null' && member.value.kind !== kind) problems.push(problemAt(root, member, message));
  }
}

function wrongNumber(value: JsonNode, key: string, least: number): (() => string) | undefined {
  if (value.kind === 'string') return () => t('{0} is the text "{1}"; a whole number is needed', key, value.value);
  if (value.kind !== 'number') return undefined;
  if (!value.integer) return () => t('{0} is {1}, a fraction in the eyes of Python; a whole number is needed', key, String(value.value));
  if (value.value < least) return () => t('{0} is {1}; the least that makes sense is {2}', key, value.value, least);
  return undefined;
}

function problemAt(section: Section, { value }: JsonMember, message: () => string): ModelProblem {
  return { rule: 'config-type', path: section.path, span: span(value.start, value.end), severity: 'error', message };
}
