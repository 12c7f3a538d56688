import { engineOf } from '../../shared/engines/registry.ts';
import { resolveModel } from '../../shared/models/resolve-model.ts';
import { planOf } from '../../shared/plan/plan-model.ts';
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

/** `shardlint plan`: at which sizes a model runs, and what stands against the others. */
export async function plan(args: Arguments, io: Io): Promise<ExitCode> {
  const [model, more] = args.paths;
  if (model === undefined || more !== undefined) throw new UsageError(t('plan takes one model: a config.json, a folder or a model id'));
  const files = diskFiles();
  const documentPath = joinPath(io.folder, 'plan');
  const { settings } = settingsReader(args, files, io.folder)(documentPath);
  const search = { documentPath, folders: [io.folder], environment: io.environment, downloadFolder: undefined };
  const found = resolveModel(model.replaceAll('\\', '/'), search, files);
  if (found.kind === 'missing') throw new UsageError(missingText(model, found.looked));
  const planned = {
    model,
    from: shownFrom(io.folder)(found.config.path),
    engines: [planOf(found.config, engineOf(settings.engine), settings)],
  };
  await io.output.write(args.one('format') === 'json' ? planJson(planned) : planText(planned, io.output));
  return 0;
}

function missingText(model: string, looked: readonly string[]): string {
  const places = looked.length > 0 ? looked.join(', ') : t('nowhere');
  return t('no config.json found for {0}; looked in {1} and the bundled catalogue', model, places);
}
