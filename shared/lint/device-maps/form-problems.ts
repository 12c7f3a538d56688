import { gpuOf } from '../../device-map/device-map.ts';
import type { Keyword } from '../../documents/keywords.ts';
import { t } from '../../text/localize.ts';
import { nearestOf } from '../../text/nearest.ts';
import type { AnalysedMap } from './analysed-map.ts';
import type { WrittenProblem } from './written-problem.ts';

const strategies = ['auto', 'balanced', 'balanced_low_0', 'sequential'] as const;

/** Types of devices that `torch.device()` parses, alone or with a number. */
const torchDevice =
  /^(cpu|cuda|ipu|xpu|mkldnn|opengl|opencl|ideep|hip|ve|fpga|maia|xla|lazy|vulkan|mps|meta|hpu|mtia|npu|musa|mlu|privateuseone)(:\d+)?$/;

/**
 * A `device_map` that is refused as it is written, whatever the model: transformers integrations/accelerate.py check_and_set_device_map,
 * modeling_utils.py from_pretrained; accelerate big_modeling.py load_checkpoint_and_dispatch.
 */
export function formProblems(analysed: AnalysedMap): readonly WrittenProblem[] {
  const { use, gpus } = analysed;
  const { deviceMap } = use;
  if (deviceMap === undefined) return [];
  return [...wordProblems(deviceMap, use.kind === 'dispatch'), ...numberProblems(deviceMap, gpus?.count), ...entryProblems(analysed)];
}

function wordProblems({ value, word }: Keyword, isDispatch: boolean): readonly WrittenProblem[] {
  if (typeof value !== 'string' || strategies.some((known) => known === value)) return [];
  if (!isDispatch && torchDevice.test(value)) return [];
  const near = nearestOf(value, strategies);
  // Libraries that offload in ways of their own patch the loading for words of their own (`auto_offload`).
  if (near === undefined && !/^(gpu|cuda|cpu|disk|meta)/i.test(value)) return [];
  const accepted = isDispatch ? strategies.join(', ') : t('{0}, a device such as cuda:0, a number or a dict', strategies.join(', '));
  const problem = { rule: 'device-map-form', severity: 'error', span: word.span } as const;
  return [
    { ...problem, message: () => t('device_map does not take {0}; it takes {1}', value, accepted), fixes: () => spelling(word.span, near) },
  ];
}

function spelling(span: Keyword['nameSpan'], newText: string | undefined) {
  return newText === undefined ? [] : [{ title: t('Change to {0}', newText), safe: false, preferred: true, edits: [{ span, newText }] }];
}

function numberProblems({ value, word, inner }: Keyword, gpus: number | undefined): readonly WrittenProblem[] {
  if (inner !== undefined) return [];
  if (typeof value === 'number' && (value < 0 || !Number.isInteger(value)))
    return [
      {
        rule: 'device-map-form',
        severity: 'error',
        span: word.span,
        message: () => t('device_map takes GPU numbers from 0, not {0}', value),
      },
    ];
  const gpu = typeof value === 'number' || typeof value === 'string' ? gpuOf(value) : undefined;
  if (gpu === undefined || gpus === undefined || gpu < gpus) return [];
  const message = () => t('GPU {0} is not there: {1} GPUs are visible, numbered from 0', gpu, gpus);
  return [{ rule: 'device-map-gpu', severity: 'error', span: word.span, message }];
}

/** Devices inside a dict: numbers from 0, `cpu`, `disk`, names that torch knows. */
function entryProblems({ use: { map } }: AnalysedMap): readonly WrittenProblem[] {
  const wrong = (map?.entries ?? []).filter(({ device }) => {
    if (typeof device === 'number') return device < 0 || !Number.isInteger(device);
    return device !== undefined && device !== 'disk' && !torchDevice.test(device);
  });
  const first = wrong[0];
  if (first === undefined) return [];
  const message = () =>
    t('{0} is no device; a module goes to a GPU number from 0, cpu, disk or a device such as cuda:0', String(first.device));
  return [{ rule: 'device-map-form', severity: 'error', span: first.deviceSpan, message }];
}
