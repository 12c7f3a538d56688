import type { Argument } from '../../text/localize.ts';
import { t } from '../../text/localize.ts';
import { nearestFlag } from './nearest-flag.ts';
import type { Grammar } from './options.ts';

/** What to write instead of an option that the parser does not have. */
export interface Advice {
  readonly text: () => string;
  /** The option to write instead, where that alone is right: the value stays. */
  readonly flag?: string;
  /** The option and its value to write instead. */
  readonly rewritten?: string;
}

/** Advice on `flag` (`--tp-size`) with its value, if it has one that is known. Only options that the version has are advised. */
export function adviceOn(flag: string, value: string | undefined, grammar: Grammar): Advice | undefined {
  const name = flag.replace(/^-+/, '');
  return (
    movedAdvice(name, value, grammar) ?? foreignAdvice(flag, name, grammar) ?? attachedAdvice(flag, grammar) ?? nearestAdvice(flag, grammar)
  );
}

interface Move {
  /** What took over, with `{0}` for the value; undefined: nothing did. */
  readonly to: string | undefined;
  /** True if `to` means the same. */
  readonly same?: boolean;
  /** Values for which it means the same; undefined: all. */
  readonly values?: readonly string[];
}

/** Options that vLLM took away, and what does their work now. */
const moves: ReadonlyMap<string, Move> = new Map<string, Move>([
  ['worker-use-ray', { to: '--distributed-executor-backend ray', same: true }],
  ['engine-use-ray', { to: undefined }],
  ['speculative-model', { to: '--speculative-config.model {0}' }],
  ['num-speculative-tokens', { to: '--speculative-config.num_speculative_tokens {0}' }],
  ['speculative-draft-tensor-parallel-size', { to: '--speculative-config.draft_tensor_parallel_size {0}' }],
  ['ngram-prompt-lookup-max', { to: '--speculative-config.prompt_lookup_max {0}' }],
  ['ngram-prompt-lookup-min', { to: '--speculative-config.prompt_lookup_min {0}' }],
  ['speculative-max-model-len', { to: '--speculative-config.max_model_len {0}' }],
  ['use-v2-block-manager', { to: undefined }],
  ['num-scheduler-steps', { to: undefined }],
  ['multi-step-stream-outputs', { to: undefined }],
  ['max-seq-len-to-capture', { to: '--max-cudagraph-capture-size' }],
  ['max-context-len-to-capture', { to: '--max-cudagraph-capture-size' }],
  ['cuda-graph-sizes', { to: '--cudagraph-capture-sizes {0}' }],
  ['num-lookahead-slots', { to: undefined }],
  ['preemption-mode', { to: undefined }],
  ['tokenizer-pool-size', { to: undefined }],
  ['tokenizer-pool-type', { to: undefined }],
  ['quantization-param-path', { to: undefined }],
  ['disable-async-output-proc', { to: undefined }],
  ['scheduler-delay-factor', { to: undefined }],
  ['disable-frontend-multiprocessing', { to: undefined }],
  ['swap-space', { to: undefined }],
  ['enable-reasoning', { to: '--reasoning-parser' }],
  ['rope-scaling', { to: '--hf-overrides' }],
  ['rope-theta', { to: '--hf-overrides' }],
  [
    'guided-decoding-backend',
    { to: '--structured-outputs-config.backend {0}', same: true, values: ['auto', 'xgrammar', 'guidance', 'outlines'] },
  ],
  ['override-pooler-config', { to: '--pooler-config {0}' }],
  ['disable-log-requests', { to: '--no-enable-log-requests', same: true }],
  ['num-redundant-experts', { to: '--eplb-config.num_redundant_experts {0}', same: true }],
  ['eplb-window-size', { to: '--eplb-config.window_size {0}', same: true }],
  ['eplb-step-interval', { to: '--eplb-config.step_interval {0}', same: true }],
  ['eplb-log-balancedness', { to: '--eplb-config.log_balancedness true', same: true }],
  ['task', { to: '--runner', same: true, values: ['generate'] }],
  ['enable-multimodal-encoder-data-parallel', { to: '--mm-encoder-tp-mode data', same: true }],
  ['disable-mm-preprocessor-cache', { to: '--mm-processor-cache-gb 0', same: true }],
  ['device', { to: undefined }],
]);

function movedAdvice(name: string, value: string | undefined, grammar: Grammar): Advice | undefined {
  const move = moves.get(name);
  if (move === undefined) return undefined;
  if (move.to === undefined) return { text: () => t('nothing took its place, leave it out') };
  const flag = /^[^. ]+/.exec(move.to)?.[0];
  if (flag === undefined || !grammar.flags.has(flag)) return undefined;
  return { text: () => t('write {0}', filled(move.to, value)), rewritten: rewritten(move, value) };
}

function rewritten({ to, same, values }: Move, value: string | undefined): string | undefined {
  if (to === undefined || same !== true) return undefined;
  if (values !== undefined && (value === undefined || !values.includes(value))) return undefined;
  if (values !== undefined && !to.includes('{0}')) return `${to} ${value}`;
  if (to.includes('{0}') && (value === undefined || !/^[\w.:/-]+$/.test(value))) return undefined;
  return to.replace('{0}', value ?? '');
}

function filled(to: string | undefined, value: string | undefined): Argument {
  return (to ?? '').replace('{0}', value ?? '…');
}

/** Spellings of other engines for the same thing. */
const foreign: ReadonlyMap<string, { readonly flag: string; readonly same: boolean }> = new Map([
  ['tp', { flag: '--tensor-parallel-size', same: true }],
  ['tp-size', { flag: '--tensor-parallel-size', same: true }],
  ['tensor-model-parallel-size', { flag: '--tensor-parallel-size', same: true }],
  ['pp', { flag: '--pipeline-parallel-size', same: true }],
  ['pp-size', { flag: '--pipeline-parallel-size', same: true }],
  ['pipeline-model-parallel-size', { flag: '--pipeline-parallel-size', same: true }],
  ['dp', { flag: '--data-parallel-size', same: true }],
  ['dp-size', { flag: '--data-parallel-size', same: true }],
  ['ep', { flag: '--enable-expert-parallel', same: false }],
  ['ep-size', { flag: '--enable-expert-parallel', same: false }],
  ['expert-parallel-size', { flag: '--enable-expert-parallel', same: false }],
  ['model-path', { flag: '--model', same: false }],
  ['context-length', { flag: '--max-model-len', same: true }],
  ['ctx-size', { flag: '--max-model-len', same: true }],
  ['max-seq-len', { flag: '--max-model-len', same: true }],
  ['mem-fraction-static', { flag: '--gpu-memory-utilization', same: false }],
  ['gpu-memory-fraction', { flag: '--gpu-memory-utilization', same: false }],
]);

function foreignAdvice(flag: string, name: string, grammar: Grammar): Advice | undefined {
  const found = foreign.get(flag.startsWith('--') ? name : name.toLowerCase());
  if (found === undefined || !grammar.flags.has(found.flag)) return undefined;
  return { text: () => t('write {0}', found.flag), flag: found.same ? found.flag : undefined };
}

/** `-tp4`: short options of more than one letter need the value apart. */
function attachedAdvice(flag: string, grammar: Grammar): Advice | undefined {
  const [, short, value] = /^(-[a-z]+)(\d+)$/.exec(flag) ?? [];
  if (short === undefined || value === undefined || !grammar.flags.has(short)) return undefined;
  const apart = `${short} ${value}`;
  return { text: () => t('write {0}', apart), flag: apart };
}

function nearestAdvice(flag: string, grammar: Grammar): Advice | undefined {
  const only = flag.startsWith('--') && flag.length >= 6 ? nearestFlag(flag, grammar) : undefined;
  return only === undefined ? undefined : { text: () => t('did you mean {0}', only), flag: only };
}
