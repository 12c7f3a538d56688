import type { LaunchDocument } from '../documents/document.ts';
import type { Engine, Launch } from '../engines/engine.ts';
import { engines } from '../engines/registry.ts';
import type { Settings } from '../settings/settings.ts';
import { versionSetting } from './analyse-launch.ts';

/** A launch, and the engine that it starts. */
export interface RecognizedLaunch {
  readonly engine: Engine;
  readonly launch: Launch;
}

const known = new WeakMap<LaunchDocument, WeakMap<Settings, readonly RecognizedLaunch[]>>();

/** The launches of a document, whichever engines they start. Kept with the document, which is often asked again for another model. */
export function recognizedLaunches(document: LaunchDocument, settings: Settings): readonly RecognizedLaunch[] {
  const bySettings = known.get(document) ?? new WeakMap<Settings, readonly RecognizedLaunch[]>();
  const kept = bySettings.get(settings);
  if (kept !== undefined) return kept;
  const launches = engines.flatMap((engine) =>
    engine.recognize(document.commands, versionSetting(engine, settings)).map((launch) => ({ engine, launch })),
  );
  known.set(document, bySettings.set(settings, launches));
  return launches;
}
