import type { Dialect } from '../arguments/dialect.ts';
import { foreignOptions, movedOptions } from './moved-options.ts';
import { serverOptions } from './option-table.ts';
import { lastRelease, newest, statesRead } from './versions.ts';

/** SGLang's server: Python's argparse, hyphens only (python/sglang/srt/server_args.py prepare_server_args). */
export const sglangDialect: Dialect = {
  title: 'SGLang',
  newest,
  lastRelease,
  statesRead,
  parser: 'argparse',
  abbreviates: true,
  table: { server: serverOptions },
  canonicalNames: new Map([
    ['model-path', 'model'],
    ['tp-size', 'tensorParallelSize'],
    ['pp-size', 'pipelineParallelSize'],
    ['dp-size', 'dataParallelSize'],
    ['ep-size', 'expertParallelSize'],
    ['dcp-size', 'decodeContextParallelSize'],
    ['attn-cp-size', 'attentionContextParallelSize'],
    ['moe-dp-size', 'moeDataParallelSize'],
    ['json-model-override-args', 'hfOverrides'],
  ]),
  moves: movedOptions,
  foreign: foreignOptions,
};
