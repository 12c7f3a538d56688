import type { Word } from '../../command.ts';
import { afterOptions, type OptionStyle, style } from './options.ts';
import { take, type Unwrap, type Wrapped } from './state.ts';

const uvOptions = style(
  'pCPfi',
  'with with-requirements with-editable extra no-extra group no-group only-group package no-install-package python directory project ' +
    'index default-index index-url extra-index-url find-links env-file config-file cache-dir index-strategy keyring-provider resolution ' +
    'prerelease fork-strategy exclude-newer link-mode color config-setting refresh-package upgrade-package reinstall-package ' +
    'allow-insecure-host python-platform torch-backend no-build-package no-binary-package from constraints overrides build-constraints',
);

/** `uv run COMMAND`, `uv run -m MODULE`, `uv tool run COMMAND`. */
export const unwrapUv: Unwrap = (wrapped) => {
  const verbAt = afterOptions(wrapped.words, 1, uvOptions);
  const isTool = wrapped.words[verbAt]?.text === 'tool';
  const runAt = isTool ? verbAt + 1 : verbAt;
  return wrapped.words[runAt]?.text === 'run' ? runsModuleOrCommand(wrapped, runAt + 1) : false;
};

export const unwrapUvx: Unwrap = (wrapped) => take(wrapped, afterOptions(wrapped.words, 1, uvOptions));

function runsModuleOrCommand(wrapped: Wrapped, from: number): boolean {
  let module = false;
  const at = afterOptions(wrapped.words, from, uvOptions, (name) => {
    if (name === 'm' || name === 'module') module = true;
  });
  const dash = wrapped.words[at - 1];
  if (!module || dash === undefined || at >= wrapped.words.length) return take(wrapped, at);
  wrapped.words = [pythonAt(dash), dash, ...wrapped.words.slice(at)];
  return true;
}

/** The program that `uv run -m` means; it stands nowhere, so its place is the option. */
function pythonAt({ span }: Word): Word {
  const place = { start: span.start, end: span.start };
  return { text: 'python', source: '', span: place, pieces: [{ text: 'python', span: place, origin: undefined }] };
}

/** `poetry run COMMAND` and its like: global options, a verb, the verb's options. */
export function afterVerb(verb: string, before: OptionStyle, after: OptionStyle): Unwrap {
  return (wrapped) => {
    const at = afterOptions(wrapped.words, 1, before);
    return wrapped.words[at]?.text === verb ? take(wrapped, afterOptions(wrapped.words, at + 1, after)) : false;
  };
}

const raySubmitOptions = style(
  '',
  'address job-id submission-id runtime-env runtime-env-json working-dir metadata-json entrypoint-num-cpus entrypoint-num-gpus ' +
    'entrypoint-memory entrypoint-resources log-style log-color headers verify',
);

/** `ray job submit … -- COMMAND`, `ray symmetric-run … -- COMMAND`. */
export const unwrapRay: Unwrap = (wrapped) => {
  const { words } = wrapped;
  const submits = words[1]?.text === 'job' && words[2]?.text === 'submit';
  if (!submits && words[1]?.text !== 'symmetric-run') return false;
  const dashes = words.findIndex((word) => word.text === '--');
  if (dashes > 0) return take(wrapped, dashes + 1);
  return submits ? take(wrapped, afterOptions(words, 3, raySubmitOptions)) : false;
};
