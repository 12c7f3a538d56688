import { t } from '../../text/localize.ts';
import type { ParsedArguments } from '../arguments/parse-arguments.ts';
import type { Positional } from '../arguments/reading.ts';
import { shown } from '../arguments/value-kinds.ts';
import type { EngineVersion, LaunchProblem } from '../engine.ts';
import { isCertain, optionProblems, strayArgument } from '../launches/argument-problems.ts';
import type { Entry } from '../launches/entry-points.ts';
import { modelArgument } from '../launches/model-reference.ts';
import { atLeast } from '../version.ts';
import { vllmDialect } from './dialect.ts';
import { takesModelArgument } from './model-argument.ts';

/** Everything about a launch's own words that vLLM refuses or drops. */
export function launchProblems(entry: Entry, parsed: ParsedArguments, version: EngineVersion): readonly LaunchProblem[] {
  const found = [...optionProblems(entry.entryPoint, parsed), ...strayArguments(entry, parsed, version), ...ofModel(entry, version)];
  if (parsed.options.has('config')) found.push(...ignoredConfig(entry));
  if (found.length === 0 || isOmni(entry)) return [];
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** `--omni` hands everything to another program with options of its own. */
export function isOmni({ arguments: words }: Entry): boolean {
  return words.some(({ text }) => text === '--omni');
}

function ofModel(entry: Entry, version: EngineVersion): readonly LaunchProblem[] {
  if (entry.ofImage || entry.entryPoint.model !== 'argument') return [];
  return [...modelOption(entry, version), ...servedName(entry, version)];
}

/** Arguments without an option that nothing takes. */
function strayArguments(entry: Entry, parsed: ParsedArguments, version: EngineVersion): readonly LaunchProblem[] {
  if (parsed.positionals.length === 0) return [];
  const takes = takesModelArgument(entry, version);
  if (takes === undefined || !entry.entryPoint.strict) return [];
  if (takes) return strayAfterModel(entry, parsed).map((stray) => refused(stray, version));
  const [first, ...others] = parsed.positionals;
  if (first === undefined || !first.certain || entry.entryPoint.sets.includes('batch')) return [];
  if (!entry.entryPoint.sets.includes('serve')) return parsed.positionals.filter(isCertain).map((stray) => refused(stray, version));
  const ignored = atLeast(version.release, [0, 10]) ? [ignoredModel(first, parsed)] : [];
  return [...ignored, ...others.filter(isCertain).map((stray) => refused(stray, version))];
}

/** `--model` in `vllm serve` takes the argument's place, so that any argument is one too many. */
function strayAfterModel({ arguments: words }: Entry, parsed: ParsedArguments): readonly Positional[] {
  const model = modelArgument(parsed);
  const byOption = words.some(({ text }) => text === '--model' || text?.startsWith('--model='));
  if (!byOption && model?.certain !== true) return [];
  return parsed.positionals.filter((positional) => isCertain(positional) && (byOption || positional !== model));
}

function refused(stray: Positional, version: EngineVersion): LaunchProblem {
  return strayArgument(vllmDialect.title, stray, version);
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
function modelOption({ arguments: words }: Entry, version: EngineVersion): readonly LaunchProblem[] {
  const old = atLeast(version.release, [0, 8]) && !atLeast(version.release, [0, 11]);
  if (!old) return [];
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
function servedName({ arguments: words }: Entry, version: EngineVersion): readonly LaunchProblem[] {
  const [first] = words;
  if (first?.text?.startsWith('-') !== true || !atLeast(version.release, [0, 19])) return [];
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
