import { unwrapDocker, unwrapKubectl, unwrapSingularity } from './containers.ts';
import { afterVerb, unwrapRay, unwrapUv, unwrapUvx } from './launchers.ts';
import { style } from './options.ts';
import {
  unwrapEnv,
  unwrapEval,
  unwrapMpi,
  unwrapParallel,
  unwrapScreen,
  unwrapShell,
  unwrapSsh,
  unwrapSu,
  unwrapSudo,
  unwrapTmux,
  unwrapXargs,
} from './shells.ts';
import { unwrapSbatch, unwrapSrun } from './slurm.ts';
import { plain, take, type Unwrap } from './state.ts';
import { unwrapWsl } from './wsl.ts';

/** `command -v vllm` asks where a program is and runs nothing. */
const unwrapCommand: Unwrap = (wrapped) => (/^-[pvV]*[vV]/.test(wrapped.words[1]?.text ?? '') ? 'none' : plain(style())(wrapped));

/** `taskset -c 0-7 COMMAND`; with `-p` it is about a process that runs already. */
const unwrapTaskset: Unwrap = (wrapped) => {
  const asks = wrapped.words.some((word) => /^-[ac]*p/.test(word.text ?? ''));
  return asks ? false : plain(style(), 1)(wrapped);
};

/** `gdb --args COMMAND`. */
const unwrapGdb: Unwrap = (wrapped) => {
  const at = wrapped.words.findIndex(({ text }) => text === '--args');
  return at > 0 && take(wrapped, at + 1);
};

const conda = afterVerb('run', style(), style('np', 'name prefix cwd'));
const mamba = afterVerb('run', style('r', 'root-prefix rc-file'), style('nparE', 'name prefix root-prefix cwd env attach label'));

/** Programs that run another program, by name. */
export const wrappers: ReadonlyMap<string, Unwrap> = new Map<string, Unwrap>([
  ['nohup', plain(style())],
  ['exec', plain(style('a'))],
  ['command', unwrapCommand],
  ['builtin', plain(style())],
  ['env', unwrapEnv],
  ['sudo', unwrapSudo],
  ['doas', plain(style('uC'))],
  ['su', unwrapSu],
  ['runuser', unwrapSu],
  ['gosu', plain(style(), 1)],
  ['su-exec', plain(style(), 1)],
  ['time', plain(style('fo', 'format output'))],
  ['nice', plain(style('n', 'adjustment'))],
  ['ionice', plain(style('cnpPu', 'class classdata pid'))],
  ['chrt', plain(style('TPD'), 1)],
  ['stdbuf', plain(style('ioe', 'input output error'))],
  ['timeout', plain(style('sk', 'signal kill-after'), 1)],
  ['numactl', plain(style('iNmCpPwlsS', 'interleave cpunodebind membind physcpubind preferred preferred-many weighted-interleave'))],
  ['taskset', unwrapTaskset],
  ['setsid', plain(style())],
  ['unbuffer', plain(style())],
  ['catchsegv', plain(style())],
  ['gdb', unwrapGdb],
  // What Amazon's images restart a server with, and OpenTelemetry's hooks.
  ['standard-supervisor', plain(style())],
  ['opentelemetry-instrument', plain(style('', '', ''))],
  ['caffeinate', plain(style('tw'))],
  ['flock', plain(style('wE', 'timeout wait conflict-exit-code'), 1)],
  ['tini', plain(style('pe'))],
  ['dumb-init', plain(style('r', 'rewrite'))],
  ['catatonit', plain(style())],
  ['srun', unwrapSrun],
  ['sbatch', unwrapSbatch],
  ['wsl', unwrapWsl],
  ['mpirun', unwrapMpi],
  ['mpiexec', unwrapMpi],
  ['orterun', unwrapMpi],
  ['uv', unwrapUv],
  ['uvx', unwrapUvx],
  ['poetry', afterVerb('run', style('CP', 'directory project'), style())],
  ['pipenv', afterVerb('run', style('', 'python pypi-mirror'), style())],
  ['pdm', afterVerb('run', style('c', 'config'), style('p', 'project venv site-packages'))],
  ['rye', afterVerb('run', style(), style('', 'pyproject'))],
  ['conda', conda],
  ['mamba', mamba],
  ['micromamba', mamba],
  ['pixi', afterVerb('run', style(), style('e', 'environment manifest-path color tls-root-certs pypi-keyring-provider concurrent-solves'))],
  ['ray', unwrapRay],
  ['nsys', afterVerb('profile', style(), style('abBcCdefFhiIkKlLmMnNopPqrRsStTuUvwWxXyYzZ', '', 'help stop-on-exit'))],
  ['bash', unwrapShell],
  ['sh', unwrapShell],
  ['zsh', unwrapShell],
  ['dash', unwrapShell],
  ['ksh', unwrapShell],
  ['ash', unwrapShell],
  ['eval', unwrapEval],
  ['ssh', unwrapSsh],
  ['tmux', unwrapTmux],
  ['screen', unwrapScreen],
  ['xargs', unwrapXargs],
  ['parallel', unwrapParallel],
  ['docker', unwrapDocker],
  ['podman', unwrapDocker],
  ['nerdctl', unwrapDocker],
  ['kubectl', unwrapKubectl],
  ['oc', unwrapKubectl],
  ['singularity', unwrapSingularity],
  ['apptainer', unwrapSingularity],
]);
