import { architectureGroups } from './architecture-table.ts';

/** What vLLM's registry says of a model class, at main of 2026-08-17. */
export interface Architecture {
  readonly pipelineParallel: boolean;
  /** `--mm-encoder-tp-mode data` is honoured. */
  readonly encoderDataParallel: boolean;
  readonly multimodal: boolean;
  readonly attentionFree: boolean;
}

const byClass: ReadonlyMap<string, Architecture> = new Map(
  Object.entries(architectureGroups).flatMap(([letters, names]) => names.map((name) => [name, architecture(letters)] as const)),
);

/** Undefined for a class that is not in the registry: vLLM would run it on its Transformers backend, or not at all. */
export function architectureOf(name: string | undefined): Architecture | undefined {
  return name === undefined ? undefined : byClass.get(name);
}

/** True for a class name that vLLM's own registry has. */
export function isRegistered(name: string): boolean {
  return byClass.has(name);
}

function architecture(letters: string): Architecture {
  return {
    pipelineParallel: letters.includes('p'),
    encoderDataParallel: letters.includes('e'),
    multimodal: letters.includes('m'),
    attentionFree: letters.includes('a'),
  };
}
