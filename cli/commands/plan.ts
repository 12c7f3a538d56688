import type { Engine } from '../../shared/engines/engine.ts';
import { engineOf, engines } from '../../shared/engines/registry.ts';
import { planOf } from '../../shared/plan/plan-model.ts';
import { sideBySide } from '../../shared/plan/side-by-side.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { ExitCode, Io } from '../io.ts';
import { planJson } from '../plan/plan-json.ts';
import { planText } from '../plan/plan-text.ts';
import { settingsReader } from '../settings-flags.ts';
import { shownFrom } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import { findModel } from './find-model.ts';

/** `shardlint plan`: at which sizes a model runs, and what stands against the others. */
export async function plan(args: Arguments, io: Io): Promise<ExitCode> {
  const [model, more] = args.paths;
  if (model === undefined || more !== undefined) throw new UsageError(t('plan takes one model: a config.json, a folder or a model id'));
  const files = diskFiles();
  const documentPath = joinPath(io.folder, 'plan');
  const { settings } = settingsReader(args, files, io.folder)(documentPath);
  const config = findModel(model, documentPath, io, files);
  const planned = {
    model,
    from: shownFrom(io.folder)(config.path),
    engines: enginesAsked(args, settings).map((engine) => planOf(config, engine, settings)),
  };
  if (args.one('format') === 'json') await io.output.write(planJson(planned));
  else await io.output.write(planText(planned, sideBySide(config, settings, settings.targets.sizes, settings.engine), io.output));
  return 0;
}

/** The engine that was asked for alone, else all, the one of the settings first. */
function enginesAsked(args: Arguments, settings: Settings): readonly Engine[] {
  const own = engineOf(settings.engine);
  return args.one('engine') === undefined ? [own, ...engines.filter((engine) => engine !== own)] : [own];
}
