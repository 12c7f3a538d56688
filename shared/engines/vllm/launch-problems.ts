import { t } from '../../text/localize.ts';
import type { EngineVersion, LaunchProblem } from '../engine.ts';
import { atLeast } from '../version.ts';
import type { ParsedArguments } from './arguments/parse-arguments.ts';
import type { Positional } from './arguments/reading.ts';
import type { Entry } from './entry-points.ts';
import { modelArgument, takesModelArgument } from './model-argument.ts';
import { shown } from './option-values.ts';

/** Everything about a launch's own words that vLLM refuses or drops. */
export function launchProblems(entry: Entry, parsed: ParsedArguments, version: EngineVersion): readonly LaunchProblem[] {
  if (parsed.options.has('omni') || entry.arguments.some(({ text }) => text === '--omni')) return [];
  const ofOptions = entry.entryPoint.strict ? parsed.problems : parsed.problems.filter(({ rule }) => rule === 'option-value');
  const found = [
    ...ofOptions,
    ...strayArguments(entry, parsed, version),
    ...ignoredConfig(entry),
    ...modelOption(entry, parsed, version),
    ...servedName(entry, version),
  ];
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Arguments without an option that nothing takes. */
function strayArguments(entry: Entry, parsed: ParsedArguments, version: EngineVersion): readonly LaunchProblem[] {
  const takes = takesModelArgument(entry, version);
  if (takes === undefined || !entry.entryPoint.strict) return [];
  if (takes) return strayAfterModel(entry, parsed).map((stray) => refused(stray, version));
  const [first, ...others] = parsed.positionals;
  if (first === undefined || !first.certain || entry.entryPoint.sets.includes('batch')) return [];
  if (!entry.entryPoint.sets.includes('serve')) return parsed.positionals.filter(isKnown).map((stray) => refused(stray, version));
  const ignored = atLeast(version.release, [0, 10]) ? [ignoredModel(first, parsed)] : [];
  return [...ignored, ...others.filter(isKnown).map((stray) => refused(stray, version))];
}

function isKnown({ certain, value }: Positional): boolean {
  return certain && value.text !== undefined;
}

/** `--model` in `vllm serve` takes the argument's place, so that any argument is one too many. */
function strayAfterModel({ arguments: words }: Entry, parsed: ParsedArguments): readonly Positional[] {
  const model = modelArgument(parsed);
  const byOption = words.some(({ text }) => text === '--model' || text?.startsWith('--model='));
  if (!byOption && model?.certain !== true) return [];
  return parsed.positionals.filter((positional) => isKnown(positional) && (byOption || positional !== model));
}

function refused({ value }: Positional, version: EngineVersion): LaunchProblem {
  const text = shown(value.text ?? '');
  const message = () => t('vLLM {0} refuses the argument {1}: it belongs to no option', version.text, text);
  return { rule: 'option-unknown', severity: 'error', span: value.place.span, message };
}

/** The server module parses an argument and then drops it (vllm/entrypoints/openai/api_server.py). */
function ignoredModel({ value }: Positional, parsed: ParsedArguments): LaunchProblem {
  const text = shown(value.text ?? value.source);
  const other = parsed.options.has('model') ? t('the model of --model') : 'Qwen/Qwen3-0.6B';
  const message = () => t('the api_server entry point ignores the argument {0} and serves {1}; write --model {0}', text, other);
  return { rule: 'option-ignored', severity: 'warning', span: value.place.span, message };
}

/** vLLM looks for `--config` as a word of its own only. */
function ignoredConfig({ arguments: words }: Entry): readonly LaunchProblem[] {
  return words
    .filter(({ text }) => text?.startsWith('--config='))
    .map((word) => ({
      rule: 'option-ignored',
      severity: 'warning',
      span: word.span,
      message: () => t('vLLM silently ignores {0}; write --config and the file as two words', word.source),
    }));
}

/** Up to 0.10 `vllm serve` refused `--model` as a word of its own (FlexibleArgumentParser.parse_args). */
function modelOption(
  { entryPoint, ofImage, arguments: words }: Entry,
  _: ParsedArguments,
  version: EngineVersion,
): readonly LaunchProblem[] {
  const old = atLeast(version.release, [0, 8]) && !atLeast(version.release, [0, 11]);
  if (ofImage || entryPoint.model !== 'argument' || !old) return [];
  return words
    .filter(({ text }) => text === '--model')
    .map(({ span }) => ({
      rule: 'option-value',
      severity: 'error',
      span,
      message: () => t('vllm serve of vLLM {0} refuses --model; write the model directly after serve', version.text),
    }));
}

/** Since 0.19 `vllm serve` wants the model first where `--served-model-name` is written, without a configuration file. */
function servedName({ entryPoint, arguments: words, ofImage }: Entry, version: EngineVersion): readonly LaunchProblem[] {
  const [first] = words;
  if (ofImage || entryPoint.model !== 'argument' || first?.text?.startsWith('-') !== true || !atLeast(version.release, [0, 19])) return [];
  if (words.some(({ text }) => text === undefined || /^--(config|model)(=.+|$)/.test(text))) return [];
  return words
    .filter(({ text }) => /^--served[-_]model[-_]name(=.+|$)/.test(text ?? ''))
    .slice(0, 1)
    .map(({ span }) => ({
      rule: 'option-value',
      severity: 'error',
      span,
      message: () => t('with --served-model-name, vLLM {0} wants the model directly after serve', version.text),
    }));
}
