import type { MapProblem } from '../../device-map/check-map.ts';
import type { Device, Entry } from '../../device-map/device-map.ts';
import { planBalanced } from '../../device-map/plan-map.ts';
import { writeMap } from '../../device-map/write.ts';
import type { Edit } from '../../text/edit.ts';
import { t } from '../../text/localize.ts';
import type { Fix } from '../finding.ts';
import type { AnalysedMap } from './analysed-map.ts';
import { deviceName } from './map-messages.ts';

/** Ways out of a problem, the smallest change first; the balanced map last. */
export function fixesOfMap(problem: MapProblem, analysed: AnalysedMap): readonly Fix[] {
  return [...ownFixes(problem, analysed), ...replacement(analysed)].map((fix, at) => ({ ...fix, preferred: at === 0 }));
}

function ownFixes(problem: MapProblem, analysed: AnalysedMap): readonly Fix[] {
  switch (problem.kind) {
    case 'missing':
    case 'rotary':
      return addModules(problem.devices, analysed);
    case 'unknown':
      return problem.nearest === undefined ? [] : renameModule(problem.entries, problem.nearest, analysed);
    case 'split-layer':
      return moveTogether(problem.layer, problem.entries, problem.device, analysed);
    case 'tied':
      return moveTogether(problem.head.module, [problem.head], problem.embedding.device, analysed);
    default:
      return [];
  }
}

function addModules(devices: ReadonlyMap<string, Device>, { use, path }: AnalysedMap): readonly Fix[] {
  const placed = new Map([...devices].flatMap(([module, device]) => (device === undefined ? [] : [[module, device] as const])));
  const written = placed.size < devices.size ? undefined : use.deviceMap?.inner?.literal?.add(placed);
  if (written === undefined) return [];
  const { offset, newText } = written;
  const [[module, device] = ['', undefined], ...more] = [...placed];
  const title =
    more.length === 0 ? t('Put {0} on {1}', module, deviceName(device)) : t('Add {0} modules, each to its neighbours', placed.size);
  return [fixOf(title, path, [{ span: { start: offset, end: offset }, newText }])];
}

/** A name in a loop stands for many modules. */
function renameModule([entry, ...more]: readonly Entry[], name: string, { path }: AnalysedMap): readonly Fix[] {
  if (entry === undefined || more.length > 0) return [];
  return [fixOf(t('Change to {0}', name), path, [{ span: entry.moduleSpan, newText: name }])];
}

function moveTogether(name: string, entries: readonly Entry[], device: Device, { path, use }: AnalysedMap): readonly Fix[] {
  if (device === undefined) return [];
  const text = typeof device === 'number' ? String(device) : JSON.stringify(device);
  const moved = entries.filter((entry) => entry.device !== device);
  const isShared = moved.some(
    ({ deviceSpan }) => (use.map?.entries.filter((other) => other.deviceSpan.start === deviceSpan.start).length ?? 0) > 1,
  );
  // A text is replaced inside its quotes: only a number takes the place of a number.
  const isPlain = moved.every((entry) => typeof entry.device === 'number') && typeof device === 'number';
  if (isShared || !isPlain || moved.length === 0) return [];
  const edits = moved.map(({ deviceSpan }) => ({ span: deviceSpan, newText: text }));
  return [fixOf(t('Put {0} on {1}', name, deviceName(device)), path, edits)];
}

/** The whole map, balanced by bytes over the GPUs that it uses, or that there are. */
function replacement({ use, model, gpus, path }: AnalysedMap): readonly Fix[] {
  const { map, deviceMap } = use;
  const literal = deviceMap?.inner?.literal;
  if (map === undefined || model === undefined || literal === undefined) return [];
  const used = map.entries.flatMap(({ device }) => (typeof device === 'number' ? [device] : []));
  const count = gpus?.count ?? Math.max(0, ...used) + 1;
  const isWholeLiteral = map.entries.every(
    ({ moduleSpan }) => literal.span.start <= moduleSpan.start && moduleSpan.end <= literal.span.end,
  );
  if (!isWholeLiteral || count < 1 || count > 64) return [];
  const planned = planBalanced(
    model,
    Array.from({ length: count }, () => ({ capacityBytes: undefined, takenBytes: 0 })),
  );
  if (typeof planned === 'string') return [];
  const newText = writeMap(planned.devices, literal.style, literal.indent, literal.step);
  return [
    fixOf(count === 1 ? t('Replace the map by one for 1 GPU') : t('Replace the map by one balanced over {0} GPUs', count), path, [
      { span: literal.span, newText },
    ]),
  ];
}

function fixOf(title: string, path: string, edits: readonly Edit[]): Fix {
  return { title, safe: false, preferred: false, edits: edits.map((edit) => ({ ...edit, path })) };
}
