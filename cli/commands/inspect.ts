import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { diskFiles } from '../files/disk-files.ts';
import { sourceAt } from '../files/source-at.ts';
import { type InspectedFile, inspectSource } from '../inspect/inspect-source.ts';
import { inspectText } from '../inspect/inspect-text.ts';
import type { ExitCode, Io } from '../io.ts';
import { settingsReader } from '../settings-flags.ts';
import { UsageError } from '../usage-error.ts';

/** `shardlint inspect`: the launches that were understood in each file, in the order of the arguments. */
export async function inspect(args: Arguments, io: Io): Promise<ExitCode> {
  if (args.paths.length === 0) throw new UsageError(t('inspect needs a file'));
  const disk = diskFiles();
  const settingsFor = settingsReader(args, disk, io.folder);
  let missing = false;
  const files = args.paths.map((shown): InspectedFile => {
    const path = joinPath(io.folder, shown.replaceAll('\\', '/'));
    if (!disk.exists(path)) {
      missing = true;
      return { path: shown, launches: [], error: t('no such file') };
    }
    const source = sourceAt(path, disk);
    if (typeof source !== 'string') return { path: shown, launches: inspectSource(source, settingsFor(source.path).settings, disk) };
    return { path: shown, launches: [], error: reasons[source]() };
  });
  await io.output.write(args.one('format') === 'json' ? `${JSON.stringify({ files }, null, 2)}\n` : inspectText(files, io.output));
  return missing ? 2 : 0;
}

const reasons = {
  unreadable: () => t('cannot be read'),
  large: () => t('is larger than 1 MB'),
  binary: () => t('is a binary file'),
} as const;
