import { named } from '../../device-map/map-use.ts';
import type { Command } from '../../documents/command.ts';
import type { Keyword, Keywords } from '../../documents/keywords.ts';
import type { Files } from '../../models/files.ts';
import { isRecord } from '../../text/is-record.ts';
import { t } from '../../text/localize.ts';
import { folderOf, joinPath } from '../../text/path.ts';
import type { AnalysedMap } from './analysed-map.ts';
import type { WrittenProblem } from './written-problem.ts';

/**
 * What excludes a device map: `tp_plan`, DeepSpeed's ZeRO-3 (transformers modeling_utils.py from_pretrained), and processes that torchrun starts, of
 * which each would spread the whole model over all GPUs. `commands` are those of the document.
 */
export function conflictProblems(analysed: AnalysedMap, commands: readonly Command[], files: Files): readonly WrittenProblem[] {
  const { deviceMap } = analysed.use;
  if (deviceMap === undefined || analysed.use.kind !== 'load') return [];
  return [
    ...planProblems(deviceMap, named(analysed.use.keywords, 'tp_plan')),
    ...zeroProblems(analysed, deviceMap, commands, files),
    ...processProblems(analysed, deviceMap, commands),
  ];
}

function planProblems({ nameSpan }: Keyword, plan: Keyword | undefined): readonly WrittenProblem[] {
  if (plan === undefined || plan.value === null || plan.value === undefined) return [];
  const message = () => t('device_map and tp_plan exclude each other: one spreads layers, the other splits them; leave one out');
  return [{ rule: 'device-map-conflict', severity: 'error', span: nameSpan, message }];
}

/** A configuration of DeepSpeed that is in force when the model is loaded. */
function zeroProblems(
  { use, path }: AnalysedMap,
  { nameSpan }: Keyword,
  commands: readonly Command[],
  files: Files,
): readonly WrittenProblem[] {
  const before = commands.filter(({ start }) => start < use.command.start).flatMap(({ keywords }) => keywords ?? []);
  const given = [named(use.keywords, 'deepspeed'), ...before.map(configOf)];
  if (!given.some((keyword) => keyword !== undefined && stageOf(keyword.value, path, files) === 3)) return [];
  const message = () => t('device_map cannot be used with DeepSpeed ZeRO-3, which places the weights itself; leave device_map out');
  return [{ rule: 'device-map-conflict', severity: 'error', span: nameSpan, message }];
}

function configOf(keywords: Keywords): Keyword | undefined {
  const { callee = '', given } = keywords;
  if (/(^|\.)HfDeepSpeedConfig$/.test(callee)) return given[0];
  return /^transformers\.(\w+\.)*\w*TrainingArguments$/.test(callee) ? named(keywords, 'deepspeed') : undefined;
}

/** The stage of a configuration that is written out, or stands in a file of JSON. */
function stageOf(config: Keyword['value'], path: string, files: Files): unknown {
  const data = typeof config === 'string' ? parsed(files.read(joinPath(folderOf(path), config))) : config;
  const zero = isRecord(data) ? data.zero_optimization : undefined;
  return isRecord(zero) ? zero.stage : undefined;
}

function parsed(text: string | undefined): unknown {
  if (text === undefined || text.length > 100_000) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const spreading: ReadonlySet<unknown> = new Set(['auto', 'balanced', 'balanced_low_0', 'sequential']);

function processProblems({ use }: AnalysedMap, { value, word }: Keyword, commands: readonly Command[]): readonly WrittenProblem[] {
  const joins = commands.some(
    ({ keywords, start }) => start < use.command.start && /(^|\.)init_process_group$/.test(keywords?.callee ?? ''),
  );
  if (!joins || !spreading.has(value)) return [];
  const message = () =>
    t(
      'this program runs as several processes (init_process_group), and with device_map {0} each of them spreads the whole model over all GPUs; give each its own, as {"": rank}',
      String(value),
    );
  return [{ rule: 'device-map-conflict', severity: 'warning', span: word.span, message }];
}
