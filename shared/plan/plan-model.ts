import type { Engine } from '../engines/engine.ts';
import type { ModelConfig } from '../model/model-config.ts';
import type { Settings } from '../settings/settings.ts';
import { largestCandidate } from './candidate-layouts.ts';
import { loneLaunch } from './lone-launch.ts';
import { curableSizes, type Padding, paddingFor } from './padding.ts';
import { type SizeRow, sizeTable } from './size-table.ts';

/** What an engine makes of a model at every tensor-parallel size. */
export interface EnginePlan {
  readonly engine: Engine['name'];
  /** The version that the plan speaks for, and whether somebody named it. */
  readonly version: string;
  readonly assumed: boolean;
  /** One row for each size from 1 to 64. */
  readonly sizes: readonly SizeRow[];
  readonly valid: readonly number[] | undefined;
  /** A wider MLP at which the target sizes work that only its width cuts off; undefined where none would help. */
  readonly padding: Padding | undefined;
}

/** The plan of a model on an engine, with nothing but the tensor-parallel size set. */
export function planOf(model: ModelConfig, engine: Engine, settings: Settings): EnginePlan {
  const analysed = loneLaunch(model, engine, settings);
  const { rows, valid } = sizeTable(analysed, everySize);
  const { version } = analysed.launch;
  const padding = paddingFor(analysed, curableSizes(analysed, settings.targets.sizes));
  return { engine: engine.name, version: version.text, assumed: version.source === 'assumed', sizes: rows, valid, padding };
}

const everySize = Array.from({ length: largestCandidate }, (_, at) => at + 1);
