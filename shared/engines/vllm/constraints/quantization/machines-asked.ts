import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Launch } from '../../../engine.ts';
import type { Hardware } from '../../../hardware.ts';
import { textOption } from '../../../launches/options-of.ts';
import type { KernelMachine } from './kernels.ts';

/** NVIDIA generations from Ampere on, for a launch that does not say which GPU it runs on. */
const unknownGpu: readonly number[] = [80, 90, 100];

/** Generations that behave alike for integer kernels: they were asked at 75, 80, 90 and 100. */
function likeCapability(computeCapability: number): readonly number[] {
  if (computeCapability < 75 || computeCapability >= 120) return [];
  if (computeCapability > 100) return [100];
  return [computeCapability > 80 && computeCapability < 90 ? 80 : computeCapability];
}

/** Compute capabilities to ask; empty where no rule of a CUDA kernel applies or nothing is established. */
export function capabilitiesOf(hardware: Hardware): readonly number[] {
  if (hardware.cuda === false) return [];
  return hardware.computeCapability === undefined ? unknownGpu : likeCapability(hardware.computeCapability);
}

/** Every machine that the launch may mean: an unknown GPU or data type stands for several. */
export function machinesAsked(launch: Launch, model: ModelConfig, hardware: Hardware): readonly KernelMachine[] {
  const { release } = launch.version;
  const halves = halvesOf(launch, model);
  return capabilitiesOf(hardware).flatMap((computeCapability) => halves.map((half) => ({ computeCapability, release, half })));
}

/** Whether activations are float16: said by --dtype, else by the checkpoint; both where neither says. */
function halvesOf(launch: Launch, model: ModelConfig): readonly boolean[] {
  const written = launch.options.get('dtype');
  const text = written !== undefined ? textOption(launch, 'dtype') : launch.complete === false ? undefined : 'auto';
  if (text === undefined) return [true, false];
  const dtype = text === 'auto' ? model.dtype?.value.replace('torch.', '') : text;
  if (dtype === 'float16' || dtype === 'half') return [true];
  return dtype === 'bfloat16' ? [false] : [true, false];
}
