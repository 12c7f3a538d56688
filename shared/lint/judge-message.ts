import type { Engine, EngineVersion, Launch } from '../engines/engine.ts';
import { t } from '../text/localize.ts';
import type { Judged } from './judge.ts';
import { inOwnWords } from './own-words.ts';
import { isFatal } from './severity.ts';

/** The whole sentence: what is wrong with its arithmetic, what would be accepted, and which version it speaks for. */
export function messageOf(judged: Judged, engine: Engine, launch: Launch, valid: readonly number[] | undefined): string {
  const { constraint, judgement } = judged;
  const said = certaintyOf(judged, inOwnWords(judgement.message?.() ?? constraint.title(), engine, launch));
  const accepted = valid !== undefined && asksForSize(judged) ? `${said}; ${validHere(valid)}` : said;
  return constraint.versionDependent === true || judged.tentative ? `${accepted} (${spokenFor(engine, launch.version)})` : accepted;
}

/** True if the launch fails and another tensor-parallel size may be the cure. What is merely slower is valid as it is. */
export function asksForSize({ constraint, judgement }: Judged): boolean {
  return constraint.knobs.includes('tensorParallelSize') && isFatal(judgement.outcome);
}

function certaintyOf({ tentative, judgement }: Judged, message: string): string {
  if (!tentative) return message;
  if (judgement.outcome === 'refuses') return t('may not start: {0}', message);
  if (judgement.outcome === 'corrupts') return t('may compute wrong results: {0}', message);
  return message;
}

function validHere(valid: readonly number[]): string {
  return valid.length === 0 ? t('no tensor-parallel size is valid here') : t('valid here: {0}', sizeList(valid));
}

const longest = 12;

/** `1, 2, 4, 8`; a long list is cut. */
export function sizeList(sizes: readonly number[]): string {
  return sizes.length <= longest ? sizes.join(', ') : `${sizes.slice(0, longest).join(', ')}, …`;
}

/** `vLLM 0.11.0`; the newest known is named without its explanation. */
function spokenFor(engine: Engine, version: EngineVersion): string {
  const text = version.text.replace(/^v(?=\d)/, '').replace(/\s*\(.*\)$/, '');
  if (version.source !== 'assumed') return `${engine.title} ${text}`;
  return t('assuming {0} {1}; see shardlint.engineVersions', engine.title, text);
}
