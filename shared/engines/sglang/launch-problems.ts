import { t } from '../../text/localize.ts';
import type { ParsedArguments } from '../arguments/parse-arguments.ts';
import type { EngineVersion, LaunchProblem } from '../engine.ts';
import { argumentProblems } from '../launches/argument-problems.ts';
import type { Entry } from '../launches/entry-points.ts';
import type { LaunchSyntax } from '../launches/launch-syntax.ts';
import { compareReleases, type Release } from '../version.ts';

/** Everything about a launch's own words that SGLang refuses or drops. */
export function launchProblems(syntax: LaunchSyntax): NonNullable<LaunchSyntax['problemsOf']> {
  const refused = argumentProblems(syntax);
  return (entry, parsed, version) => {
    if (servesPictures(entry)) return [];
    const found = [...refused(entry, parsed, version).filter((problem) => isCertain(problem, entry)), ...ignoredConfig(entry, parsed)];
    return found.sort((a, b) => a.span.start - b.span.start);
  };
}

/** The main parser's options are not those of a diffusion server, which `sglang serve` starts too. */
export function servesPictures({ arguments: words }: Entry): boolean {
  return words.some(({ text }) => text !== undefined && ofPictures.test(text));
}

/** Options that only the diffusion server has (python/sglang/multimodal_gen/runtime/server_args). */
const ofPictures =
  /^--(?:model-type|num-gpus|(?:ulysses|ring|sp)-degree|disagg-[a-z-]+|(?:de|en)coder-(?:tp|sp)|(?:denoiser|decoder)-(?:urls|sp|tp|ring|ulysses)|dit-[a-z-]+|(?:vae|(?:text|image)-encoder)-cpu-offload|cfg-parallel-size|enable-cfg-parallel|use-fsdp-inference|cache-dit-config|pipeline-class-name)(?:=|$)/;

/** `sglang serve` may serve a diffusion model, by options that were not read: only what clearly means the language server's is told. */
export function isCertain(problem: LaunchProblem, { entryPoint }: Entry): boolean {
  return entryPoint.model === 'option' || problem.rule !== 'option-unknown' || problem.replacement !== undefined;
}

/** SGLang looks for `--config` as a word of its own only (server_args.py prepare_server_args). */
function ignoredConfig({ arguments: words }: Entry, { options }: ParsedArguments): readonly LaunchProblem[] {
  if (!options.has('config')) return [];
  return words
    .filter(({ text }) => text?.startsWith('--config='))
    .map((word) => ({
      rule: 'option-ignored',
      severity: 'warning',
      span: word.span,
      message: () => t('SGLang silently ignores {0}; write --config and the file as two words', word.source),
    }));
}

/** `sglang serve MODEL` came on 2026-07-11 (between v0.5.15 and v0.5.16). */
const modelArgumentSince: Release = [0, 5, 16];

/** True if a word without an option is the model; undefined: not established. */
export function takesModelArgument({ entryPoint }: Entry, { release }: EngineVersion): boolean | undefined {
  if (entryPoint.model === 'option') return false;
  return compareReleases(release, modelArgumentSince) >= 0 ? true : undefined;
}
