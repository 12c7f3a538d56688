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

/** GPU names, without case and separators, by compute capability. */
const capabilities: readonly (readonly [ComputeCapability, RegExp])[] = [
  [70, /^v100/],
  [75, /^(t4|rtx20\d\d|quadrortx)/],
  [80, /^(a100|a800|a30(?!00))/],
  [86, /^(a10g?(?!0)|a16|a40(?!00)|rtxa[456]\d00|rtx30\d\d|[34]?090ti)/],
  [89, /^(l4|l20|l40s?|rtx40\d\d|rtx6000ada)/],
  [90, /^(h100|h200|h800|h20|gh200)/],
  [100, /^(g?b200)/],
  [103, /^(g?b300)/],
  [120, /^(rtx50\d\d|rtxpro6000)/],
  [121, /^(gb10|dgxspark)/],
];

const notCuda = /^(mi\d|amd|rocm|gaudi|hpu|tpu|v\de?(-|$)|ascend|910|cpu|xpu|intel|arc|max1\d\d\d)/;

/** Understands `H100-80GB`, `NVIDIA A100 80GB PCIe`, `RTX 4090`, `sm90`; an unknown name gives an unknown capability. */
export function hardwareOf(gpu: string | undefined, count?: number): Hardware {
  if (gpu === undefined) return { ...unknownHardware, count };
  const name = gpu
    .toLowerCase()
    .replace(/nvidia|geforce|tesla/g, '')
    .replace(/[\s_-]+/g, '');
  const direct = /^(?:sm|cc)?(\d{2,3}|\d\.\d|\d\d\.\d)$/.exec(name)?.[1];
  if (direct !== undefined) return { gpu, computeCapability: Number(direct.replace('.', '')), count, cuda: true };
  const found = capabilities.find(([, pattern]) => pattern.test(name));
  return { gpu, computeCapability: found?.[0], count, cuda: found ? true : notCuda.test(gpu.toLowerCase().trim()) ? false : undefined };
}
