import type { Dialect } from '../arguments/dialect.ts';
import { foreignOptions, movedOptions } from './moved-options.ts';
import { optionTable } from './option-table.ts';
import { newest, statesRead } from './versions.ts';

/** LMDeploy's command line is Python's argparse as it comes (lmdeploy/cli/). */
export const lmdeployDialect: Dialect = {
  title: 'LMDeploy',
  newest,
  lastRelease: newest.release,
  statesRead,
  parser: 'argparse',
  abbreviates: true,
  table: optionTable,
  canonicalNames: new Map([
    ['tp', 'tensorParallelSize'],
    ['dp', 'dataParallelSize'],
    ['ep', 'expertParallelSize'],
    ['cp', 'contextParallelSize'],
    ['session-len', 'maxModelLen'],
    ['model-format', 'quantization'],
    ['disable-vision-encoder', 'languageModelOnly'],
  ]),
  moves: movedOptions,
  foreign: foreignOptions,
};
