/** NVIDIA compute capability as two digits: 80 for sm80. */
export type ComputeCapability = number;

/** What is known of the machine that will run the launch. */
export interface Hardware {
  /** As the user wrote it; undefined if nobody said. */
  readonly gpu: string | undefined;
  /** Undefined: unknown GPU, or one that is not NVIDIA's. */
  readonly computeCapability: ComputeCapability | undefined;
  /** GPUs of the machine, from the setting. */
  readonly count: number | undefined;
  /** False for ROCm, TPU, Gaudi, CPU: rules of CUDA kernels do not apply. Undefined: unknown, taken for CUDA. */
  readonly cuda: boolean | undefined;
}

export const unknownHardware: Hardware = { gpu: undefined, computeCapability: undefined, count: undefined, cuda: undefined };

/** GPU names in lower case, words joined by hyphens, by compute capability. */
const capabilities: readonly (readonly [ComputeCapability, RegExp])[] = [
  [70, /^v100(?!\d)/],
  [75, /^(t4|(rtx-?)?20[5-8]0|quadro-rtx)(?!\d)/],
  [80, /^(a100|a800|a30)(?!\d)/],
  [86, /^(a10g?|a16|a40|(rtx-?)?a(4000|4500|5000|5500|6000)|(rtx-?)?30[5-9]0)(?!\d)(?!-?ada)/],
  [89, /^(l4|l20|l40s?|(rtx-?)?40[5-9]0|rtx-?(2|4|5|6)\d00-?ada)(?!\d)/],
  [90, /^(h100|h200|h800|h20|gh200)(?!\d)/],
  [100, /^g?b200(?!\d)/],
  [103, /^g?b300(?!\d)/],
  [120, /^((rtx-?)?50[5-9]0|rtx-?pro-?6000)(?!\d)/],
  [121, /^(gb10|spark)(?!\d)/],
];

/** Architectures that NVIDIA has numbers for; another bare number is no capability (`910`, `7900`). */
const numbered: ReadonlySet<ComputeCapability> = new Set([...capabilities.map(([capability]) => capability), 60, 61, 72, 87, 101, 110]);

const notCuda =
  /^(mi-?\d|amd|rocm|instinct|radeon|rx-?\d|gaudi|hpu|tpu|v\d[ep]?(-|$)|trillium|ascend|910|npu|cpu|xpu|intel|arc|max-1\d\d\d)/;

/** Understands `H100-80GB`, `NVIDIA A100 80GB PCIe`, `RTX 4090`, `8x H200`, `sm90`; an unknown name gives an unknown capability. */
export function hardwareOf(gpu: string | undefined, count?: number): Hardware {
  if (gpu === undefined) return { ...unknownHardware, count };
  const name = plainName(gpu);
  const computeCapability = capabilityNumber(name) ?? capabilities.find(([, pattern]) => pattern.test(name))?.[0];
  const cuda = computeCapability !== undefined ? true : notCuda.test(name) ? false : undefined;
  return { gpu, computeCapability, count, cuda };
}

/** Without the maker, the product line and a count in front. */
function plainName(gpu: string): string {
  return gpu
    .toLowerCase()
    .replace(/\b(nvidia|geforce|tesla|dgx|hgx)\b/g, ' ')
    .replace(/^\s*\d+\s*[x×*]\s*/, '')
    .trim()
    .replace(/[\s_-]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** `sm90`, `sm_90a`, `cc 9.0`, `90`, `9.0`. */
function capabilityNumber(name: string): ComputeCapability | undefined {
  const digits = /^(?:sm|cc)?-?(\d{2,3}|\d{1,2}\.\d)[af]?$/.exec(name)?.[1];
  const capability = digits === undefined ? undefined : Number(digits.replace('.', ''));
  return capability !== undefined && numbered.has(capability) ? capability : undefined;
}
