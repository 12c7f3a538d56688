import { isShardName, singleName } from '../checkpoint/checkpoint-index.ts';
import { type StoredWidth, storedWidths } from '../checkpoint/stored-widths.ts';
import { type MlpRole, widthFact } from '../checkpoint/widths.ts';
import type { Fact } from '../model/fact.ts';
import { nameOf } from '../model/fact-name.ts';
import type { ModelConfig } from '../model/model-config.ts';
import { boundedCache } from '../models/bounded-cache.ts';
import type { Files } from '../models/files.ts';
import { t } from '../text/localize.ts';
import { folderOf, joinPath } from '../text/path.ts';
import { findingOf } from './deferred-finding.ts';
import type { Finding, Fix } from './finding.ts';
import { withoutLaunch } from './without-launch.ts';

/**
 * Widths of the config at `path` that its own weights contradict: half of a padding, which fails while loading or cuts weights away. Silent where no
 * weights lie beside the file, and where their shapes do not say for certain.
 */
export function findingsOfWeights(model: ModelConfig, path: string, files: Files): readonly Finding[] {
  const found: Finding[] = [];
  for (const [role, stored] of widthsBeside(model, files)) {
    const fact = widthFact(model, role);
    if (fact && fact.path === path && contradicts(fact, stored) && !found.some(({ span }) => span.start === fact.span.start))
      found.push(finding(fact, stored, path));
  }
  return found;
}

/** Only what the file says itself; twice the width, or half of it, may be two matrices in one. */
function contradicts({ value, derived }: Fact<number>, { width }: StoredWidth): boolean {
  return derived === undefined && width !== value && width !== 2 * value && value !== 2 * width;
}

function finding(fact: Fact<number>, { width, tensor }: StoredWidth, path: string): Finding {
  const message =
    fact.value > width
      ? t(
          '{0} is {1}, but the weights beside this file have {2} ({3}): they must be padded as well, or the launch fails while loading',
          nameOf(fact),
          fact.value,
          width,
          tensor,
        )
      : t(
          '{0} is {1}, but the weights beside this file have {2} ({3}): the launch fails while loading, or weights are cut away',
          nameOf(fact),
          fact.value,
          width,
          tensor,
        );
  const fixes = (): readonly Fix[] => [
    {
      title: t('Set {0} to {1}, which the weights have', nameOf(fact), width),
      safe: false,
      preferred: true,
      edits: [{ path, span: fact.span, newText: String(width) }],
    },
  ];
  return findingOf(
    { ...withoutLaunch, rule: 'config-weights', severity: 'error', confidence: 'high', message, path, span: fact.span, model: path },
    { fixes },
  );
}

/** Headers that are looked at: the first files of a checkpoint hold its first layers. */
const mostHeaders = 2;

function widthsBeside(model: ModelConfig, files: Files): ReadonlyMap<MlpRole, StoredWidth> {
  const { header } = files;
  if (header === undefined) return new Map();
  const folder = folderOf(model.path);
  const names = (files.list(folder) ?? []).filter((name) => name === singleName || isShardName(name));
  const headers = names.slice(0, mostHeaders).flatMap((name) => header(joinPath(folder, name)) ?? []);
  return headers.length === 0 ? new Map() : widthsIn(headers, model);
}

interface Reading {
  readonly headers: readonly string[];
  readonly hidden: readonly (number | undefined)[];
  readonly widths: ReadonlyMap<MlpRole, StoredWidth>;
}

/** By path: a header may be megabytes long, and stays the same while the config is edited. */
const readings = boundedCache<string, Reading>(16);

function widthsIn(headers: readonly string[], model: ModelConfig): ReadonlyMap<MlpRole, StoredWidth> {
  const hidden = [model.decoder.hiddenSize?.value, model.vision?.hiddenSize?.value];
  const known = readings.get(model.path);
  const isSame = known?.hidden.join() === hidden.join() && known.headers.length === headers.length;
  if (known && isSame && known.headers.every((text, at) => text === headers[at])) return known.widths;
  const widths = storedWidths(headers, model);
  readings.set(model.path, { headers, hidden, widths });
  return widths;
}
