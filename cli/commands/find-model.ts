import type { ModelConfig } from '../../shared/model/model-config.ts';
import type { Files } from '../../shared/models/files.ts';
import { resolveModel } from '../../shared/models/resolve-model.ts';
import { t } from '../../shared/text/localize.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** The model that a person names on the command line: a config.json, a folder or a model id. Throws UsageError if there is none. */
export function findModel(model: string, documentPath: string, io: Io, files: Files): ModelConfig {
  const search = { documentPath, folders: [io.folder], environment: io.environment, downloadFolder: undefined };
  const found = resolveModel(model.replaceAll('\\', '/'), search, files);
  if (found.kind === 'missing') throw new UsageError(missingText(model, found.looked));
  return found.config;
}

function missingText(model: string, looked: readonly string[]): string {
  const places = looked.length > 0 ? looked.join(', ') : t('nowhere');
  return t('no config.json found for {0}; looked in {1} and the bundled catalogue', model, places);
}
