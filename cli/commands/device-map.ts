import type { Room } from '../../shared/device-map/balance.ts';
import { memoryBytes } from '../../shared/device-map/memory-text.ts';
import { moduleNamesOf } from '../../shared/device-map/module-names.ts';
import { type NoMap, type PlannedMap, planBalanced, planEven } from '../../shared/device-map/plan-map.ts';
import { writeMap } from '../../shared/device-map/write.ts';
import type { ModelConfig } from '../../shared/model/model-config.ts';
import { weightBytesOf } from '../../shared/model/weight-bytes.ts';
import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { deviceMapText } from '../device-map/device-map-text.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { ExitCode, Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { findModel } from './find-model.ts';

const mostGpus = 1024;

/** `shardlint device-map`: a map that balances a model over GPUs, beside the one that guides recommend. */
export async function deviceMap(args: Arguments, io: Io): Promise<ExitCode> {
  const [model, more] = args.paths;
  if (model === undefined || more !== undefined)
    throw new UsageError(t('device-map takes one model: a config.json, a folder or a model id'));
  const gpus = gpusOf(args);
  const config = findModel(model, joinPath(io.folder, 'device-map'), io, diskFiles());
  const planned = planBalanced(config, roomsOf(args, gpus));
  if (typeof planned === 'string') throw new UsageError(whyNot(planned, model, config));
  await io.output.write(written(args.one('format') ?? 'text', { model, config, planned, even: planEven(config, gpus) }, io));
  return 0;
}

interface Written {
  readonly model: string;
  readonly config: ModelConfig;
  readonly planned: PlannedMap;
  readonly even: PlannedMap | NoMap;
}

function written(format: string, { model, config, planned, even }: Written, io: Io): string {
  if (format === 'json') return `${JSON.stringify({ device_map: Object.fromEntries(planned.devices), bytes: planned.bytes }, null, 2)}\n`;
  if (format === 'python') return `device_map = ${writeMap(planned.devices, 'python')}\n`;
  const layersName = moduleNamesOf(config)[0]?.layers ?? '';
  const assumedDtype = weightBytesOf(config)?.assumedDtype === true;
  return deviceMapText({ model, layersName, planned, even: typeof even === 'string' ? undefined : even, assumedDtype }, io.output);
}

function gpusOf(args: Arguments): number {
  const text = args.one('gpus');
  const memory = args.one('memory');
  const gpus = text === undefined ? memory?.split(',').length : Number(text);
  if (gpus === undefined) throw new UsageError(t('device-map needs the number of GPUs: --gpus 4'));
  if (!Number.isInteger(gpus) || gpus < 1 || gpus > mostGpus)
    throw new UsageError(t('--gpus takes a whole number from 1 to {0}, not {1}', mostGpus, text ?? String(gpus)));
  return gpus;
}

function roomsOf(args: Arguments, gpus: number): readonly Room[] {
  const sizes = args
    .one('memory')
    ?.split(',')
    .map((text) => bytesOf('memory', text));
  if (sizes !== undefined && sizes.length !== 1 && sizes.length !== gpus)
    throw new UsageError(t('--memory has {0} sizes for {1} GPUs; give one for each, or one for all', sizes.length, gpus));
  const kept = args.one('first-room');
  const room = kept === undefined ? 0 : bytesOf('first-room', kept);
  return Array.from({ length: gpus }, (_, gpu) => ({
    capacityBytes: sizes?.[sizes.length === 1 ? 0 : gpu],
    takenBytes: gpu === 0 ? room : 0,
  }));
}

function bytesOf(option: string, text: string): number {
  const bytes = memoryBytes(text);
  if (bytes === undefined) throw new UsageError(t('--{0} takes sizes such as 24GiB or 24000MB, not {1}', option, text));
  return bytes;
}

function whyNot(reason: NoMap, model: string, config: ModelConfig): string {
  const architecture = config.architectures[0]?.value ?? t('no class');
  switch (reason) {
    case 'unknown-modules':
      return t('the module names of {0} ({1}) are not known, so no map can be written', model, architecture);
    case 'unknown-sizes':
      return t('the bytes of the layers of {0} ({1}) are not known, so no map can be balanced', model, architecture);
    case 'too-large':
      return t('{0} does not fit: its weights take {1} bytes', model, totalBytes(config));
  }
}

function totalBytes(config: ModelConfig): number {
  const bytes = weightBytesOf(config);
  if (bytes === undefined) return 0;
  return bytes.embedding + bytes.head + bytes.finalNorm + bytes.towers + bytes.layers.reduce((sum, layer) => sum + layer, 0);
}
