import type { MapProblem } from '../../device-map/check-map.ts';
import type { Device } from '../../device-map/device-map.ts';
import { t } from '../../text/localize.ts';
import { placesOfFacts } from '../analyse-findings.ts';
import type { RelatedPlace, Severity } from '../finding.ts';
import type { AnalysedMap } from './analysed-map.ts';

const rulesOfProblems: Readonly<Record<MapProblem['kind'], string>> = {
  missing: 'device-map-missing',
  rotary: 'device-map-rotary',
  unknown: 'device-map-module',
  'layer-range': 'device-map-module',
  'split-layer': 'device-map-split',
  'gpu-range': 'device-map-gpu',
  tied: 'device-map-tied',
  hops: 'device-map-hops',
};

export function ruleOfProblem({ kind }: MapProblem): string {
  return rulesOfProblems[kind];
}

/**
 * Missing modules, split layers and GPUs that are not there stop the program. Rotary embedding stops it with Transformers from 4.46 on, and which
 * release runs is not known. What matches nothing does no harm by itself.
 */
export function severityOfProblem({ kind }: MapProblem): Severity {
  switch (kind) {
    case 'missing':
    case 'split-layer':
    case 'gpu-range':
      return 'error';
    case 'rotary':
    case 'unknown':
    case 'tied':
    case 'hops':
      return 'warning';
    case 'layer-range':
      return 'information';
  }
}

export function messageOfProblem(problem: MapProblem): string {
  switch (problem.kind) {
    case 'missing':
      return t('no device for {0}; every module with weights needs one', listed([...problem.devices.keys()]));
    case 'rotary':
      return t(
        'no device for {0}: it has no weights, so that the check passes, but it stays on the CPU and the first layer fails with tensors on two devices (Transformers 4.46 and newer)',
        listed([...problem.devices.keys()]),
      );
    case 'unknown':
      return unknownMessage(
        problem.entries.map(({ module }) => module),
        problem.nearest,
      );
    case 'layer-range':
      return t(
        '{0} is not there: num_hidden_layers is {1}, so layers are 0 to {2}',
        listed(problem.entries.map(({ module }) => module)),
        problem.layers,
        problem.layers - 1,
      );
    case 'split-layer':
      return t(
        'parts of {0} are on {1}; a layer adds its input to its output, so that it must be on one device',
        problem.layer,
        listed([...new Set(problem.entries.map(({ device }) => deviceName(device)))]),
      );
    case 'gpu-range':
      return problem.gpus === 1
        ? t('{0} is not there: 1 GPU is visible, with the number 0', deviceName(problem.entry.device))
        : t('{0} is not there: {1} GPUs are visible, 0 to {2}', deviceName(problem.entry.device), problem.gpus, problem.gpus - 1);
    case 'tied':
      return t(
        '{0} is on {1} and {2} on {3}, but they are one tensor (tie_word_embeddings): it is kept twice',
        problem.head.module || t('everything'),
        deviceName(problem.head.device),
        problem.embedding.module || t('everything'),
        deviceName(problem.embedding.device),
      );
    case 'hops':
      return t(
        'the layers change devices {0} times, and {1} would do: each change copies the hidden states, and here they come back to a device that they had left',
        problem.hops,
        problem.needed,
      );
  }
}

function unknownMessage(modules: readonly string[], nearest: string | undefined): string {
  if (modules.length > 1) return t('{0} are no modules of this model', listed(modules));
  const [only = ''] = modules;
  return nearest === undefined
    ? t('{0} is no module of this model', only)
    : t('{0} is no module of this model; did you mean {1}', only, nearest);
}

/** Where the number of layers, or the tie, is said. */
export function relatedOfProblem({ kind }: MapProblem, { model, gpus, path }: AnalysedMap): readonly RelatedPlace[] {
  if (kind === 'gpu-range' && gpus?.span !== undefined) return [{ path, span: gpus.span, message: t('GPUs given here: {0}', gpus.count) }];
  const fact = kind === 'tied' ? model?.decoder.tiedEmbeddings : kind === 'layer-range' ? model?.decoder.layers : undefined;
  return fact === undefined || model?.path.startsWith('catalogue:') === true ? [] : placesOfFacts([fact]);
}

export function deviceName(device: Device): string {
  return typeof device === 'number' ? t('GPU {0}', device) : (device ?? t('an unknown device'));
}

const mostListed = 4;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).join(', ');
  return names.length > mostListed ? t('{0} and {1} more', shown, names.length - mostListed) : shown;
}
