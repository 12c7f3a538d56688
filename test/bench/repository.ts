import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mayHoldDocument } from '../../cli/files/may-hold-document.ts';
import { smallConfig } from './fixtures.ts';
import { kindFixtures } from './kinds.ts';

export interface Repository {
  readonly files: number;
  /** Paths of those whose name says that they may hold a launch or a model. */
  readonly candidates: readonly string[];
  readonly engines: number;
}

const counts = { files: 10_000, candidates: 2000, engines: 300, folders: 1000 };
const otherEndings = ['ts', 'c', 'rs', 'go', 'txt', 'css', 'html', 'png'];

/**
 * A repository of 10,000 files in 1,000 folders: 2,000 have the name of a kind that is read, 300 of those name an engine, a tenth of
 * these are configs of models.
 */
export function writeRepository(folder: string): Repository {
  const kinds = ['serve.sh', ...Object.values(kindFixtures).map(({ name }) => name)].filter(mayHoldDocument);
  const candidates: string[] = [];
  for (let at = 0; at < counts.files; at++) {
    const round = Math.floor(at / counts.folders);
    const kind = kinds[((at % counts.folders) + round) % kinds.length] ?? '';
    const isEngine = at < counts.engines;
    // Two candidates in a folder have different names wherever there are two kinds.
    const name =
      isEngine && at % 10 === 0 ? 'config.json' : at < counts.candidates ? kind : `${at}.${otherEndings[at % otherEndings.length]}`;
    const own = path.join(folder, `area${at % 40}`, `part${at % counts.folders}`, kinds.length === 1 && round === 1 ? 'second' : '');
    const file = path.join(own, name);
    mkdirSync(own, { recursive: true });
    writeFileSync(file, textOf(name, at, isEngine));
    if (mayHoldDocument(name)) candidates.push(file);
  }
  return { files: counts.files, candidates, engines: counts.engines };
}

function textOf(name: string, at: number, isEngine: boolean): string {
  if (name === 'config.json') return smallConfig(at);
  const fixture = Object.values(kindFixtures).find((kind) => kind.name === name);
  const size = at % 19 === 1 ? 3 : 4;
  const text = fixture?.text(size) ?? `#!/bin/sh\n${'echo one more line\n'.repeat(150)}vllm serve org/name -tp ${size}\n`;
  return isEngine ? text : text.replaceAll('vllm', 'nginx').replaceAll(/--(tensor-parallel-size|max-model-len)/g, '--workers');
}
