import type { Engine } from '../engines/engine.ts';
import { hardwareFrom, pairedLaunch, versionSetting } from '../lint/analyse-launch.ts';
import type { AnalysedLaunch } from '../lint/analysis.ts';
import type { ModelConfig } from '../model/model-config.ts';
import type { Settings } from '../settings/settings.ts';

/** The launch of a model with nothing but the tensor-parallel size set, where there is no script. */
export function loneLaunch(model: ModelConfig, engine: Engine, settings: Settings): AnalysedLaunch {
  const launch = engine.launchOf(1, versionSetting(engine, settings));
  const resolution = { kind: 'found', config: model, from: 'path' } as const;
  return pairedLaunch({ launch, engine, path: model.path, assumed: true, resolution, hardware: hardwareFrom(settings) }, () => undefined);
}
