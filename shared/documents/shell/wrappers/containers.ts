import type { GpuGrant, Mount, Word } from '../../command.ts';
import type { Exported } from '../scope.ts';
import { bindMount, bindMounts, volumeMount } from './mounts.ts';
import { afterOptions, headOf, type OptionStyle, style, tailOf } from './options.ts';
import { setFrom, take, type Unwrap, type Wrapped } from './state.ts';

/** Options of `docker run`, `podman run` and `nerdctl run` without a value; every other long one has one. */
const runOptions: OptionStyle = style(
  'acehlmpuvw',
  '',
  'detach disable-content-trust env-host help http-proxy init interactive no-healthcheck no-hostname no-hosts oom-kill-disable ' +
    'passwd privileged publish-all quiet read-only read-only-tmpfs replace rm rmi rootfs sig-proxy tls-verify tty unsetenv-all ' +
    'use-api-socket',
);
const execOptions = style('euw', 'env env-file user workdir detach-keys preserve-fds');
const globalOptions = style('Hlc', 'config context host log-level tlscacert tlscert tlskey connection url root namespace address');

/** `docker run IMAGE ARGS`, `docker exec CONTAINER COMMAND`. */
export const unwrapDocker: Unwrap = (wrapped) => {
  let at = afterOptions(wrapped.words, 1, globalOptions);
  if (wrapped.words[at]?.text === 'container') at += 1;
  const verb = wrapped.words[at]?.text;
  if (verb === 'run' || verb === 'create') return runContainer(wrapped, at + 1);
  return verb === 'exec' ? execInContainer(wrapped, at + 1) : false;
};

function runContainer(wrapped: Wrapped, from: number): boolean {
  const outside = wrapped.exports;
  const inside = leaveHost(wrapped);
  let entrypoint: Word | undefined;
  const mounts: Mount[] = [];
  const at = afterOptions(wrapped.words, from, runOptions, (name, value) => {
    if (value === undefined) return;
    if (name === 'e' || name === 'env') setInside(inside, value, outside);
    else if (name === 'gpus') inside.gpus = { count: gpuCount(value.text), span: value.span };
    else if (name === 'entrypoint') entrypoint = value;
    else if (name === 'w' || name === 'workdir') inside.folder = value;
    else if (name === 'v' || name === 'volume') mounts.push(...volumeMount(value));
    else if (name === 'mount') mounts.push(...bindMount(value));
    else if (name === 'device') inside.gpus = deviceGrant(inside.gpus, value);
  });
  const image = wrapped.words[at];
  if (image === undefined) return false;
  if (mounts.length > 0) inside.mounts = mounts;
  const args = wrapped.words.slice(at + 1);
  const program = entrypoint === undefined || entrypoint.text === '' ? [] : [entrypoint];
  Object.assign(wrapped, inside, { image, afterEntrypoint: entrypoint === undefined, words: [...program, ...args] });
  return true;
}

function execInContainer(wrapped: Wrapped, from: number): boolean {
  const outside = wrapped.exports;
  const inside = leaveHost(wrapped);
  const optionsEnd = afterOptions(wrapped.words, from, execOptions, (name, value) => {
    if (value === undefined) return;
    if (name === 'e' || name === 'env') setInside(inside, value, outside);
    else if (name === 'w' || name === 'workdir') inside.folder = value;
  });
  const at = isUnknownName(wrapped.words[optionsEnd - 1]) ? optionsEnd - 1 : optionsEnd;
  if (at + 1 >= wrapped.words.length) return false;
  Object.assign(wrapped, inside);
  return take(wrapped, at + 1);
}

/** `docker exec -it $CONTAINER bash`: what stands last before the command is one name, though a shell would split it. */
function isUnknownName(word: Word | undefined): boolean {
  return word?.spread === true && headOf(word) === '';
}

/** A container starts with an environment and a folder of its own. */
function leaveHost(wrapped: Wrapped): Wrapped {
  return { ...wrapped, exports: undefined, folder: undefined, mounts: undefined, elsewhere: true };
}

/** `-e NAME=value`, or `-e NAME`, which hands the outer value in. */
function setInside(inside: Wrapped, value: Word, outside: Exported | undefined): void {
  if (setFrom(inside, value)) return;
  for (let at = outside; at !== undefined; at = at.before) {
    if (at.name !== value.text) continue;
    inside.exports = { name: at.name, word: at.word, before: inside.exports };
    return;
  }
}

/** `4`, `device=0,1`, `"device=0,1"`; `all` and what else there is: not known. */
function gpuCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = /^(?:count=)?(\d{1,4})(?:,capabilities=.*)?$/.exec(text)?.[1];
  if (count !== undefined) return Number(count);
  const devices = (/"device=([^"]*)"/.exec(text) ?? /^['"]?device=((?:[^,='"]+)(?:,[^,='"]+)*)['"]?(?:,\w+=.*)?$/.exec(text))?.[1];
  if (devices === undefined || devices === 'all') return undefined;
  return devices.split(',').filter((device) => device !== '').length;
}

/** `--device nvidia.com/gpu=0`: one GPU each; `all`, or a name of several: not known. */
function deviceGrant(before: GpuGrant | undefined, { text, span }: Word): GpuGrant | undefined {
  const device = text === undefined ? undefined : /^nvidia\.com\/gpu=(.+)$/.exec(text)?.[1];
  if (device === undefined) return before;
  if (!/^(\d+|GPU-[\w-]+)$/.test(device)) return { count: undefined, span };
  if (before === undefined) return { count: 1, span };
  return { ...before, count: before.count === undefined ? undefined : before.count + 1 };
}

const kubectlOptions = style('nclf', 'namespace container context kubeconfig cluster user selector pod-running-timeout filename');
const kubectlRunOptions = style(
  'nlfo',
  'namespace context kubeconfig image env labels limits requests overrides restart image-pull-policy port',
);

/** `kubectl exec POD -- COMMAND`, `kubectl run NAME --image=IMAGE -- ARGS`. */
export const unwrapKubectl: Unwrap = (wrapped) => {
  const verbAt = afterOptions(wrapped.words, 1, kubectlOptions);
  const verb = wrapped.words[verbAt]?.text;
  const dashes = wrapped.words.findIndex((word) => word.text === '--');
  if (dashes < 0 || (verb !== 'exec' && verb !== 'run')) return false;
  const inside = leaveHost(wrapped);
  if (verb === 'run') {
    const options = wrapped.words.slice(verbAt + 2, dashes);
    let command = false;
    afterOptions(options, 0, kubectlRunOptions, (name, value) => {
      if (name === 'image') inside.image = value;
      else if (name === 'env' && value !== undefined) setFrom(inside, value);
      else if (name === 'command') command = true;
    });
    inside.afterEntrypoint = !command;
  }
  Object.assign(wrapped, inside);
  return take(wrapped, dashes + 1);
};

const singularityOptions = style(
  'BHWoS',
  'add-caps app apply-cgroups bind blkio-weight cpus cwd dns drop-caps env env-file fusemount home hostname memory mount network ' +
    'network-args no-mount overlay pwd scratch security shm-size tmp-sandbox workdir',
);

/** `apptainer exec IMAGE COMMAND`, `apptainer run IMAGE ARGS`; the environment goes along. */
export const unwrapSingularity: Unwrap = (wrapped) => {
  const verbAt = afterOptions(wrapped.words, 1, style('c', 'config'));
  const verb = wrapped.words[verbAt]?.text;
  if (verb !== 'exec' && verb !== 'run') return false;
  const settings: Word[] = [];
  const mounts: Mount[] = [];
  const at = afterOptions(wrapped.words, verbAt + 1, singularityOptions, (name, value) => {
    if (value === undefined) return;
    if (name === 'env') settings.push(value);
    else if (name === 'B' || name === 'bind') mounts.push(...bindMounts(value));
    else if (name === 'pwd' || name === 'cwd') wrapped.folder = value;
  });
  const image = wrapped.words[at];
  if (image === undefined || (verb === 'exec' && at + 1 >= wrapped.words.length)) return false;
  for (const setting of settings) setFrom(wrapped, setting);
  if (mounts.length > 0) wrapped.mounts = mounts;
  wrapped.image = imageOf(image);
  wrapped.afterEntrypoint = verb === 'run';
  wrapped.words = wrapped.words.slice(at + 1);
  return true;
};

/** `docker://vllm/vllm-openai:v0.11.0` names a container image after its scheme. */
export function imageOf(word: Word): Word {
  const scheme = /^docker:\/\//.exec(headOf(word))?.[0];
  return scheme === undefined ? word : tailOf(word, scheme.length);
}
