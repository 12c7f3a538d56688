import type { Fact } from '../fact.ts';
import { arrayOf, type JsonNode, memberOf, textsOf } from '../json/json-node.ts';
import type { ActivationScheme, QuantizationScheme, WeightScheme } from '../quantization.ts';
import { booleanIn, countIn, keyPath, type Section, sectionIn, textIn } from '../section.ts';

/** The `config_groups` of compressed-tensors, which newer ModelOpt files share. */
export function compressedTensorsSchemes(section: Section): readonly QuantizationScheme[] {
  const groups = sectionIn(section, 'config_groups');
  if (groups === undefined) return [];
  const schemes: QuantizationScheme[] = [];
  for (const name of groups.object.members.keys()) {
    const group = sectionIn(groups, name);
    const scheme = group && schemeOf(group, section);
    if (scheme !== undefined) schemes.push(scheme);
  }
  return schemes;
}

function schemeOf(group: Section, whole: Section): QuantizationScheme | undefined {
  const weights = sectionIn(group, 'weights');
  if (weights === undefined) return undefined;
  const targets = arrayOf(group.object, 'targets');
  const activations = sectionIn(group, 'input_activations');
  return {
    targets: targets === undefined ? [] : textsOf(targets),
    weights: weightsOf(weights),
    activations: activations && activationsOf(activations),
    format: textIn(group, 'format') ?? textIn(whole, 'format'),
  };
}

function weightsOf(section: Section): WeightScheme {
  const groupSize = countIn(section, ['group_size'], -1);
  const block = blockOf(section, 'block_structure');
  return {
    bits: countIn(section, ['num_bits']),
    type: typeOf(section),
    strategy: strategyOf(section, groupSize, block),
    groupSize,
    block,
    symmetric: booleanIn(section, 'symmetric')?.value,
    actOrder: textIn(section, 'actorder')?.value ?? (booleanIn(section, 'actorder')?.value === true ? 'group' : undefined),
  };
}

/** ModelOpt leaves the strategy out, compressed-tensors derives it from what is there. */
function strategyOf(section: Section, groupSize: Fact<number> | undefined, block: Fact<unknown> | undefined): WeightScheme['strategy'] {
  const written = textIn(section, 'strategy')?.value;
  switch (written) {
    case 'tensor':
    case 'channel':
    case 'group':
    case 'tensor_group':
    case 'block':
      return written;
    case undefined:
      if (block !== undefined) return 'block';
      if (groupSize === undefined) return 'tensor';
      return groupSize.value > 0 ? 'group' : 'channel';
    default:
      return undefined;
  }
}

function activationsOf(section: Section): ActivationScheme {
  const dynamic = booleanIn(section, 'dynamic')?.value;
  return {
    bits: countIn(section, ['num_bits']),
    type: typeOf(section),
    dynamic: textIn(section, 'dynamic') === undefined ? dynamic : true,
    strategy: textIn(section, 'strategy')?.value,
  };
}

function typeOf(section: Section): WeightScheme['type'] {
  const type = textIn(section, 'type')?.value;
  return type === 'int' || type === 'float' ? type : undefined;
}

/** A block as [128, 128], or as compressed-tensors also takes it, "128x128". */
export function blockOf(section: Section, key: string): Fact<readonly [number, number]> | undefined {
  const value = memberOf(section.object, key);
  const sides = value && sidesOf(value);
  if (value === undefined || sides === undefined) return undefined;
  return { value: sides, path: section.path, span: { start: value.start, end: value.end }, key: keyPath(section, key) };
}

function sidesOf(value: JsonNode): readonly [number, number] | undefined {
  if (value.kind === 'string') {
    const match = /^(\d+)x(\d+)$/.exec(value.value);
    return match ? [Number(match[1]), Number(match[2])] : undefined;
  }
  if (value.kind !== 'array' || value.items.length !== 2) return undefined;
  const [rows, columns] = value.items;
  if (rows?.kind !== 'number' || columns?.kind !== 'number' || !(rows.value > 0) || !(columns.value > 0)) return undefined;
  return [rows.value, columns.value];
}
