import { cutRun } from '../../../text/embedded-text.ts';
import type { Piece, Word } from '../../command.ts';
import { afterOptions, headOf, style } from './options.ts';
import { type Script, setFrom, take, takeAssignments, type Unwrap, type Wrapped } from './state.ts';

/** `bash -lc 'TEXT' NAME ARG…`; without `-c` it runs a file, or what comes in. */
export const unwrapShell: Unwrap = (wrapped) => {
  let at = 1;
  for (; at < wrapped.words.length; at++) {
    const head = wrapped.words[at]?.text ?? '';
    if (head.length < 2 || (!head.startsWith('-') && !head.startsWith('+'))) break;
    if (head === '--rcfile' || head === '--init-file' || head === '-o' || head === '+o' || head === '-O') at += 1;
    else if (/^-[a-z]*c[a-z]*$/.test(head)) return scriptAt(wrapped, head.endsWith('o') ? at + 2 : at + 1);
  }
  return false;
};

function scriptAt({ words }: Wrapped, from: number): Script | false {
  let at = from;
  while (/^-([a-z]+|-)$/.test(words[at]?.text ?? '')) at += 1;
  const text = words[at];
  return text === undefined ? false : { words: [text], here: false, parameters: words.slice(at + 2) };
}

function joinedScript(words: readonly Word[], here = false): Script | false {
  return words.length === 0 ? false : { words, here, parameters: [] };
}

export const unwrapEval: Unwrap = ({ words }) => joinedScript(words.slice(words[1]?.text === '--' ? 2 : 1), true);

const sshOptions = style('BbcDEeFIiJLlmOopQRSWw');

/** `ssh HOST COMMAND…`: the words are joined and read by the shell over there, which has another environment. */
export const unwrapSsh: Unwrap = (wrapped) => {
  const host = afterOptions(wrapped.words, 1, sshOptions);
  const at = afterOptions(wrapped.words, host + 1, sshOptions);
  const script = joinedScript(wrapped.words.slice(at));
  if (script !== false) leaveMachine(wrapped);
  return script;
};

function leaveMachine(wrapped: Wrapped): void {
  wrapped.exports = undefined;
  wrapped.folder = undefined;
  wrapped.gpus = undefined;
  wrapped.elsewhere = true;
}

const tmuxGlobal = style('fLST');
const tmuxVerbs: ReadonlySet<string> = new Set([
  'new',
  'new-session',
  'neww',
  'new-window',
  'splitw',
  'split-window',
  'respawn-pane',
  'respawn-window',
]);

/** `tmux new-session -d -s NAME "TEXT"`, `tmux send-keys -t NAME "TEXT" Enter`. */
export const unwrapTmux: Unwrap = (wrapped) => {
  const at = afterOptions(wrapped.words, 1, tmuxGlobal);
  const verb = wrapped.words[at]?.text ?? '';
  if (verb === 'send-keys' || verb === 'send') return typedText(wrapped, at + 1);
  if (!tmuxVerbs.has(verb)) return false;
  const letters = verb.startsWith('new') ? style('ceFnstxy') : style('ceFlpt');
  return joinedScript(wrapped.words.slice(afterOptions(wrapped.words, at + 1, letters)));
};

function typedText(wrapped: Wrapped, from: number): Script | false {
  const at = afterOptions(wrapped.words, from, style('tN'));
  const keys = wrapped.words.slice(at).filter((word) => !/^(Enter|C-[a-z]|KPEnter|Space)$/.test(word.text ?? ''));
  return joinedScript(keys);
}

/** `screen -dmS NAME COMMAND…`, `screen -S NAME -X stuff "TEXT"`. */
export const unwrapScreen: Unwrap = (wrapped) => {
  let sends = false;
  const at = afterOptions(wrapped.words, 1, style('cehpSsTt', 'Logfile'), (name) => {
    if (name === 'X') sends = true;
  });
  if (!sends) return take(wrapped, at);
  return wrapped.words[at]?.text === 'stuff' ? joinedScript(wrapped.words.slice(at + 1)) : false;
};

/** `env -i NAME=value COMMAND`, `env -S "TEXT"`. */
export const unwrapEnv: Unwrap = (wrapped) => {
  let text: Word | undefined;
  const at = afterOptions(wrapped.words, 1, style('uCS', 'unset chdir split-string'), (name, value) => {
    if (name === 'i' || name === 'ignore-environment') wrapped.exports = undefined;
    else if (value === undefined) return;
    else if (name === 'u' || name === 'unset') wrapped.exports = { name: value.text ?? '', word: undefined, before: wrapped.exports };
    else if (name === 'C' || name === 'chdir') wrapped.folder = value;
    else text = value;
  });
  if (text !== undefined) return joinedScript([text, ...wrapped.words.slice(at)]);
  return take(wrapped, takeAssignments(wrapped, at));
};

/** `sudo -E NAME=value COMMAND`; without `-E` the environment stays behind. */
export const unwrapSudo: Unwrap = (wrapped) => {
  let keeps = false;
  const at = afterOptions(
    wrapped.words,
    1,
    style('ugphCrtTUDR', 'user group prompt host close-from role type command-timeout other-user chdir chroot'),
    (name) => {
      if (name === 'E' || name === 'preserve-env') keeps = true;
    },
  );
  if (at >= wrapped.words.length) return false;
  if (!keeps) wrapped.exports = undefined;
  return take(wrapped, takeAssignments(wrapped, at));
};

/** `su -c "TEXT" USER`, `runuser -u USER -- COMMAND`. */
export const unwrapSu: Unwrap = (wrapped) => {
  let text: Word | undefined;
  let user: Word | undefined;
  const at = afterOptions(wrapped.words, 1, style('cgGsuw', 'command group shell user whitelist-environment'), (name, value) => {
    if (name === 'c' || name === 'command') text = value;
    else if (name === 'u' || name === 'user') user = value;
  });
  const after = wrapped.words.findIndex((word) => word.text === '-c');
  const found = text ?? (after >= at ? wrapped.words[after + 1] : undefined);
  if (found !== undefined) return joinedScript([found]);
  return user === undefined ? false : take(wrapped, at);
};

/** `xargs -n 1 COMMAND`: words that come in are added, so that the list is open at its end. */
export const unwrapXargs: Unwrap = (wrapped) => {
  let placeholder = '';
  const at = afterOptions(
    wrapped.words,
    1,
    style('adEILnPs', 'arg-file delimiter max-lines max-args max-procs max-chars replace'),
    (name, value) => {
      if (name === 'I' || name === 'replace') placeholder = value?.text ?? '{}';
    },
  );
  if (at >= wrapped.words.length) return false;
  const words = wrapped.words.slice(at).map((word) => openPlaceholder(word, placeholder));
  const last = words.at(-1);
  if (placeholder === '' && last !== undefined) words.push(openEnd(last));
  wrapped.words = words;
  return true;
};

/** `parallel -j 2 'TEXT {}' ::: A B`: a placeholder is unknown. */
export const unwrapParallel: Unwrap = (wrapped) => {
  const at = afterOptions(
    wrapped.words,
    1,
    style('jaNnCISP', 'jobs arg-file colsep delay joblog results sshlogin retries timeout tmpdir workdir max-procs'),
  );
  const end = wrapped.words.findIndex((word) => /^:::+\+?$/.test(word.text ?? ''));
  const own = wrapped.words.slice(at, end < 0 ? undefined : end);
  return joinedScript(own.map((word) => openPlaceholder(word, '{}')));
};

/** A placeholder in a word is a piece that nobody knows. */
function openPlaceholder(word: Word, placeholder: string): Word {
  if (placeholder === '' || !headOf(word).includes(placeholder)) return word;
  return { ...word, text: undefined, pieces: word.pieces.flatMap((piece) => openPiece(piece, placeholder)) };
}

function openPiece(piece: Piece, placeholder: string): readonly Piece[] {
  const at = piece.text?.indexOf(placeholder) ?? -1;
  if (at < 0) return [piece];
  const end = at + placeholder.length;
  const before = cutRun(piece, 0, at);
  const open = { ...(cutRun(piece, at, end) ?? piece), text: undefined, origin: undefined };
  const after = cutRun(piece, end, piece.text?.length ?? end);
  return [...(before === undefined ? [] : [before]), open, ...(after === undefined ? [] : openPiece(after, placeholder))];
}

function openEnd({ span }: Word): Word {
  const end = { start: span.end, end: span.end };
  return { text: undefined, source: '', span: end, pieces: [{ text: undefined, span: end, origin: undefined }], spread: true };
}

const mpiPairs: ReadonlySet<string> = new Set(['mca', 'gmca', 'env', 'genv', 'omca', 'prtemca']);
const mpiValues: ReadonlySet<string> = new Set(
  (
    'np n c N H host hosts hostfile machinefile f x bind-to map-by rank-by wdir wd ppn perhost npernode npersocket output-filename path prefix ' +
    'genvlist envlist iface timeout tune report-uri mca-base-env-list launcher l '
  ).split(' '),
);

/** `mpirun -np 8 -x NAME=value COMMAND`. */
export const unwrapMpi: Unwrap = (wrapped) => {
  let at = 1;
  for (let head = wordHead(wrapped, at); head.startsWith('-'); head = wordHead(wrapped, at)) {
    const name = head.replace(/^--?/, '');
    const value = wrapped.words[at + 1];
    if (name === 'x' && value !== undefined) setFrom(wrapped, value);
    at += mpiPairs.has(name) ? 3 : mpiValues.has(name) ? 2 : 1;
  }
  return take(wrapped, at);
};

function wordHead({ words }: Wrapped, at: number): string {
  const word = words[at];
  return word === undefined ? '' : headOf(word);
}
