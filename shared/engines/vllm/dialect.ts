import type { Dialect } from '../arguments/dialect.ts';
import { foreignOptions, movedOptions } from './moved-options.ts';
import { optionTable } from './option-table.ts';
import { lastRelease, newest, statesRead } from './versions.ts';

/** vLLM's FlexibleArgumentParser (vllm/utils/argparse_utils.py, over Python's argparse). */
export const vllmDialect: Dialect = {
  title: 'vLLM',
  newest,
  lastRelease,
  statesRead,
  parser: 'argparse',
  abbreviates: true,
  foldsUnderscores: true,
  dottedJson: true,
  table: optionTable,
  always: ['config'],
  unread: '-O',
  moves: movedOptions,
  removedEarlier: new Set(['worker-use-ray', 'engine-use-ray', 'max-context-len-to-capture', 'quantization-param-path']),
  foreign: foreignOptions,
};
