import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { readerOf } from '../../shared/documents/readers.ts';
import { isWorthReading, namesAListedEngine, namesAnEngine } from '../../shared/engines/marks.ts';
import { mayBeOptionsFile } from '../../shared/lint/analyse-options-file.ts';
import { looksLikeModelConfig } from '../../shared/model/looks-like-model.ts';
import { baseName } from '../../shared/text/path.ts';
import { hasEnding, isShellScript } from './shebang.ts';

/** Why a file is left out. */
export type LeftOut = 'binary' | 'large' | 'unreadable';

/**
 * What the bytes of a file say before they are decoded: its text is worth reading (a file of YAML that names no engine may still hold the
 * options of a launch nearby), nothing of ours is in it, or why it is left out.
 */
export type FirstLook = LeftOut | 'nothing' | { readonly text: string; readonly namesEngine: boolean };

export const largestFile = 1_000_000;
const largestHead = 8000;

/** One file is looked at after the other, all of them here: a buffer for each would cost more than reading it. */
const shared = Buffer.allocUnsafe(largestFile + 1);

/** Reads a file, and decodes it only if it may be worth it. Nothing is parsed. `sees` gets what the file was like before it was read. */
export function firstLook(path: string, sees?: (stats: Stats) => void): FirstLook {
  const length = readInto(shared, path, sees);
  return length === undefined ? 'unreadable' : lookAt(shared.subarray(0, length), path);
}

/**
 * Looks at the bytes of the file at `path`, of which there are more than `largestFile` only if the file is too large. Engines and
 * fields are named in ASCII: each byte is read as a character, whatever the encoding, and nothing is decoded.
 */
export function lookAt(bytes: Buffer, path: string): FirstLook {
  const reader = readerOf(path, undefined);
  const isScript = reader === undefined && !hasEnding(baseName(path));
  // A program or a licence: nobody misses it among what was left out.
  if (isScript && !isShellScript(bytes.toString('latin1', 0, largestHead))) return 'nothing';
  if (bytes.length > largestFile) return 'large';
  if (bytes.subarray(0, largestHead).includes(0)) return 'binary';
  const isOther = reader === undefined && !isScript;
  const letters = isOther ? '' : bytes.toString('latin1');
  const isMarked = isWorthReading(letters);
  const isNamed = isMarked || namesAListedEngine(letters);
  const isPromising = isNamed || reader?.isSure === true || mayBeOptionsFile(path) || (isOther && mayBeModel(bytes, path));
  return isPromising ? { text: bytes.toString('utf8'), namesEngine: isMarked && namesAnEngine(letters) } : 'nothing';
}

/** Mistral's params.json and the files beside a model have none of the marks of a config.json. */
function mayBeModel(bytes: Buffer, path: string): boolean {
  return baseName(path) !== 'config.json' || looksLikeModelConfig(bytes.toString('latin1'));
}

/** A pipe that nobody writes to must not hold up the run. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The number of bytes; one more than `largestFile` stands for any number above it. */
function readInto(buffer: Buffer, path: string, sees: ((stats: Stats) => void) | undefined): number | undefined {
  try {
    const file = openSync(path, readOnly);
    try {
      sees?.(fstatSync(file));
      return readWhole(file, buffer);
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function readWhole(file: number, buffer: Buffer): number {
  let length = 0;
  for (;;) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0 || length === buffer.length) return length;
  }
}
