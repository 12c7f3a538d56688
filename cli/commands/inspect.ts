import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { type DiskFiles, diskFiles } from '../files/disk-files.ts';
import { findDocuments } from '../files/find-documents.ts';
import { mayHoldDocument } from '../files/may-hold-document.ts';
import { sourceAt } from '../files/source-at.ts';
import { type InspectedFile, inspectSource } from '../inspect/inspect-source.ts';
import { inspectText } from '../inspect/inspect-text.ts';
import type { ExitCode, Io } from '../io.ts';
import { type SettingsFor, settingsReader } from '../settings-flags.ts';
import { UsageError } from '../usage-error.ts';

/** `shardlint inspect`: the launches that were understood in each file, in the order of the arguments; of a folder, in the files that have any. */
export async function inspect(args: Arguments, io: Io): Promise<ExitCode> {
  if (args.paths.length === 0) throw new UsageError(t('inspect needs a file or a folder'));
  const disk = diskFiles();
  const settingsFor = settingsReader(args, disk, io.folder);
  const inspectOne = (shown: string, path: string): InspectedFile => inspectFile(shown, path, disk, settingsFor);
  const files = args.paths.flatMap((shown): readonly InspectedFile[] => {
    const path = joinPath(io.folder, shown.replaceAll('\\', '/'));
    return disk.list(path) === undefined ? [inspectOne(shown, path)] : filesOfFolder(shown, io.folder, disk, inspectOne);
  });
  await io.output.write(args.one('format') === 'json' ? `${JSON.stringify({ files }, null, 2)}\n` : inspectText(files, io.output));
  return files.some(({ path, error }) => error !== undefined && !disk.exists(joinPath(io.folder, path))) ? 2 : 0;
}

function filesOfFolder(
  folder: string,
  from: string,
  disk: DiskFiles,
  inspectOne: (shown: string, path: string) => InspectedFile,
): readonly InspectedFile[] {
  const { candidates } = findDocuments([folder], from, disk, mayHoldDocument);
  return candidates.map(({ shown, path }) => inspectOne(shown, path)).filter(({ launches }) => launches.length > 0);
}

function inspectFile(shown: string, path: string, disk: DiskFiles, settingsFor: SettingsFor): InspectedFile {
  const nothing = { path: shown, kind: null, launches: [], deviceMaps: [] };
  if (!disk.exists(path)) return { ...nothing, error: t('no such file') };
  const source = sourceAt(path);
  if (source === undefined) return nothing;
  if (typeof source === 'string') return { ...nothing, error: reasons[source]() };
  return { path: shown, ...inspectSource(source, settingsFor(path).settings, disk) };
}

const reasons = {
  unreadable: () => t('cannot be read'),
  large: () => t('is larger than 1 MB'),
  binary: () => t('is a binary file'),
} as const;
