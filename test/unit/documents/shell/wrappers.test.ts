import { describe, expect, test } from 'vitest';
import { environmentOf, launchesIn, launchIn, wordsOf } from './read.ts';

const launch = 'vllm serve m -tp 4';

/** Wrappers before the command: what is left is the command itself. */
const wrapped: readonly string[] = [
  'nohup %',
  'exec %',
  'exec -a name %',
  'command %',
  'env %',
  'env -i %',
  'env -u HOME -C /tmp %',
  'env -S "%"',
  'sudo %',
  'sudo -E -u deploy %',
  'sudo --user=deploy -- %',
  'time %',
  '/usr/bin/time -v -o log %',
  'nice -n 10 %',
  'nice -10 %',
  'ionice -c 2 -n 0 %',
  'stdbuf -oL -eL %',
  'stdbuf -o L %',
  'timeout 60 %',
  'timeout -s KILL --kill-after=5 1h %',
  'numactl --cpunodebind=0 --membind 0 %',
  'numactl -N 0 -m 0 %',
  'taskset -c 0-7 %',
  'taskset 0xff %',
  'srun -N 1 --ntasks 1 %',
  'sbatch -p gpu --wrap="%"',
  'mpirun -np 4 --bind-to none -mca btl tcp %',
  'setsid -f %',
  'unbuffer -p %',
  'tini -g -- %',
  'dumb-init -- %',
  'uv run %',
  'uv run --with vllm==0.11.0 --python 3.12 --no-project %',
  'uvx --from vllm %',
  'poetry run %',
  'pipenv run %',
  'conda run -n env --no-capture-output %',
  'conda run --name=env %',
  'micromamba run -p /opt/env %',
  'pixi run -e cuda %',
  'ray job submit --address http://head:8265 --working-dir . -- %',
  'ray symmetric-run --address head:6379 --min-nodes 2 -- %',
  'bash -c "%"',
  "sh -lc '%'",
  "bash -eux -c '%'",
  'ssh host "%"',
  'ssh -p 22 -o StrictHostKeyChecking=no user@host %',
  'eval "%"',
  'eval %',
  'tmux new-session -d -s name "%"',
  'tmux send-keys -t name "%" Enter',
  'screen -dmS name %',
  'screen -dmS name bash -c "%"',
  "su - deploy -c '%'",
  'flock /tmp/lock %',
  'nohup sudo -E env A=1 nice %',
  'ssh host "bash -c \'%\'"',
  'bash -c "ssh host \'bash -lc \\"%\\"\'"',
  'docker exec -it -e A=1 name %',
  'docker exec name bash -c "%"',
  'kubectl exec -n space pod -c main -- %',
  'kubectl exec pod -- bash -c "%"',
  '( % )',
  '{ %; }',
  'x=$(%)',
  'x=`%`',
  'echo "$(%)"',
  'a && %',
  'a || %',
  'a; % &',
  '% | tee log',
  '% 2>&1 | tee log',
  '% > log 2>&1',
  '2>log %',
  'if a; then %; fi',
  'if %; then a; fi',
  'if a; then b; elif c; then %; else d; fi',
  'while true; do %; done',
  'until curl x; do %; done',
  'for i in a b; do %; done',
  'for ((i=0; i<2; i++)); do %; done',
  'case $1 in a) %;; esac',
  'f() { %; }',
  'function f { %; }; f',
  '[[ -n "$(%)" ]]',
  'diff <(%) x',
  '! %',
  'coproc %',
  'bash <<EOF\n%\nEOF',
  "ssh host 'bash -s' <<'EOF'\n%\nEOF",
  'ssh host bash <<EOF\n%\nEOF',
  'ssh host <<-EOF\n\t%\n\tEOF',
  'cat <<EOF | bash\n%\nEOF',
  'bash <<< "%"',
  'eval "$NAME=1 A=2 %"',
];

describe('a command in a wrapper', () => {
  test.each(wrapped)('%s', (wrapper) => {
    const text = wrapper.replace('%', launch);
    const command = launchIn(text);
    expect(wordsOf(command)).toBe(launch);
    expect(command.start).toBe(text.indexOf(launch));
    expect(text.slice(command.span.start, command.span.end)).toMatch(/vllm serve m -tp 4$/);
    const places = command.words.map(({ pieces }) =>
      pieces.map((piece) => text.slice((piece.origin ?? piece.span).start, (piece.origin ?? piece.span).end)).join(''),
    );
    expect(places.join(' ')).toBe(launch);
  });
});

const open: readonly (readonly [string, string])[] = [
  ['cat list | xargs -n 1 vllm serve', 'vllm serve …'],
  ['cat list | xargs -I{} vllm serve {} -tp 4', 'vllm serve ? -tp 4'],
  ["parallel -j 2 'vllm serve {} -tp 4' ::: a b", 'vllm serve … -tp 4'],
];

describe('a command whose words come from outside', () => {
  test.each(open)('%s', (text, words) => expect(wordsOf(launchIn(text))).toBe(words));
});

const noCommands: readonly string[] = [
  `echo "${launch}"`,
  `echo ${launch}`,
  `# ${launch}`,
  `cat <<EOF\nusage: ${launch}\n${launch}\nEOF`,
  `cat > notes.txt <<'EOF'\n${launch}\nEOF`,
  `USAGE="${launch}"`,
  `CMD=(${launch})`,
  'command -v vllm serve',
  `printf '%s' "${launch}"`,
  `: '\n${launch}\n'`,
  `trap "${launch}" EXIT`,
  `grep "${launch}" log`,
];

describe('no command', () => {
  test.each(noCommands)('%s', (text) => expect(launchesIn(text)).toEqual([]));
});

const containers: readonly (readonly [
  string,
  string,
  string,
  boolean,
  number | 'unknown' | undefined,
  Readonly<Record<string, string>>,
])[] = [
  ['docker run vllm/vllm-openai:v0.11.0 --model m', '--model m', 'vllm/vllm-openai:v0.11.0', true, undefined, {}],
  ['docker run --gpus all --rm -it -v a:b -p 1:2 --ipc=host img --model m', '--model m', 'img', true, 'unknown', {}],
  ['docker run --gpus 2 -e A=1 --env B=2 --env=C=3 --shm-size 10g img --model m', '--model m', 'img', true, 2, { A: '1', B: '2', C: '3' }],
  [`docker run --gpus '"device=0,1"' img --model m`, '--model m', 'img', true, 2, {}],
  [`docker run --gpus device=3 img --model m`, '--model m', 'img', true, 1, {}],
  [`docker run --gpus '"device=0,1,2",capabilities=utility' img --model m`, '--model m', 'img', true, 3, {}],
  ['docker run --entrypoint vllm img serve m', 'vllm serve m', 'img', false, undefined, {}],
  ['docker run --entrypoint bash img -c "vllm serve m"', 'vllm serve m', 'img', false, undefined, {}],
  ['docker run img bash -c "vllm serve m"', 'vllm serve m', 'img', false, undefined, {}],
  ['docker run img python3 -m x', 'python3 -m x', 'img', true, undefined, {}],
  ['docker --context c container run -d --name n --restart always img --model m', '--model m', 'img', true, undefined, {}],
  ['podman run --device nvidia.com/gpu=all --replace img --model m', '--model m', 'img', true, 'unknown', {}],
  ['podman run --device nvidia.com/gpu=0 --device nvidia.com/gpu=1 img --model m', '--model m', 'img', true, 2, {}],
  ['nerdctl run --gpus=4 img --model m', '--model m', 'img', true, 4, {}],
  ['export HF_TOKEN=x; OTHER=1; docker run -e HF_TOKEN -e OTHER img --model m', '--model m', 'img', true, undefined, { HF_TOKEN: 'x' }],
  ['A=1 docker run img --model m', '--model m', 'img', true, undefined, {}],
  ['IMAGE=a/b:v1\ndocker run "$IMAGE" --model m', '--model m', 'a/b:v1', true, undefined, {}],
  ['apptainer exec --nv --bind a:b img.sif vllm serve m', 'vllm serve m', 'img.sif', false, undefined, {}],
  [
    'singularity run --nv --env A=1 docker://vllm/vllm-openai:v0.9.0 --model m',
    '--model m',
    'vllm/vllm-openai:v0.9.0',
    true,
    undefined,
    { A: '1' },
  ],
  ['srun --gres=gpu:h100:4 --container-image=img vllm serve m', 'vllm serve m', 'img', false, 4, {}],
  ['kubectl run name --image=img --env=A=1 -- --model m', '--model m', 'img', true, undefined, { A: '1' }],
];

describe('a command in a container', () => {
  test.each(containers)('%s', (text, words, image, afterEntrypoint, gpus, environment) => {
    const command = launchIn(text);
    expect(wordsOf(command)).toBe(words);
    expect(command.image?.text).toBe(image);
    expect(command.afterEntrypoint).toBe(afterEntrypoint);
    expect(command.gpus && (command.gpus.count ?? 'unknown')).toBe(gpus);
    expect(environmentOf(command)).toEqual(environment);
  });
});

const grants: readonly (readonly [string, number | 'unknown' | undefined])[] = [
  ['srun --gpus=4 vllm', 4],
  ['sbatch --gres=gpu:2 --wrap "vllm"', 2],
  ['f() { srun --gpus=$1 vllm; }\nf 2\nf 4', 'unknown'],
  ['srun --gpus h100:4 vllm', 4],
  ['srun -G 2 vllm', 2],
  ['srun --gres=gpu:8 vllm', 8],
  ['srun --gres gpu:a100:2,nvme:1 vllm', 2],
  ['srun --gres=nvme:1 vllm', undefined],
  ['srun --gpus-per-task=1 vllm', 1],
  ['srun --gpus-per-node=8 -N 2 vllm', 'unknown'],
  ['srun --gpus=$N vllm', 'unknown'],
  ['srun vllm', undefined],
];

describe('GPUs that a scheduler grants', () => {
  test.each(grants)('%s', (text, count) => {
    const { gpus } = launchIn(text);
    expect(gpus && (gpus.count ?? 'unknown')).toBe(count);
  });
});

const environments: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['CUDA_VISIBLE_DEVICES=0,1 vllm', { CUDA_VISIBLE_DEVICES: '0,1' }],
  ['env A=1 B="x y" vllm', { A: '1', B: 'x y' }],
  ['export A=1\nvllm', { A: '1' }],
  ['A=1\nvllm', {}],
  ['A=1\nexport A\nvllm', { A: '1' }],
  ['export A=1\nA=2\nvllm', { A: '2' }],
  ['declare -x A=1\nvllm', { A: '1' }],
  ['export A=1\nunset A\nvllm', {}],
  ['export A=1\nenv -u A vllm', {}],
  ['export A=1\nenv -i B=2 vllm', { B: '2' }],
  ['export A=1\nA=2 vllm', { A: '2' }],
  ['export A=1\nsudo vllm', {}],
  ['export A=1\nsudo -E vllm', { A: '1' }],
  ['sudo A=1 vllm', { A: '1' }],
  ['export A=1\nssh host vllm', {}],
  ['export A=1\nbash -c vllm', { A: '1' }],
  ['A=1 bash -c "B=2 vllm"', { A: '1', B: '2' }],
  ['ssh host "export A=1; vllm"', { A: '1' }],
  ['(export A=1); vllm', {}],
  ['if x; then export A=1; else export A=2; fi; vllm', { A: '?' }],
  ['if x; then export A=1; else export A=1; fi; vllm', { A: '1' }],
  ['mpirun -np 2 -x A=1 vllm', { A: '1' }],
  ['GPUS=0,1\nCUDA_VISIBLE_DEVICES=$GPUS vllm', { CUDA_VISIBLE_DEVICES: '0,1' }],
  ['export A=$(hostname)\nvllm', { A: '?' }],
];

describe('the environment of a command', () => {
  test.each(environments)('%s', (text, environment) => expect(environmentOf(launchIn(text))).toEqual(environment));
});

const folders: readonly (readonly [string, string | undefined])[] = [
  ['vllm', undefined],
  ['cd models && vllm', 'models'],
  ['cd /srv\nvllm', '/srv'],
  ['cd a; cd b; vllm', 'a/b'],
  ['cd a; cd /b; vllm', '/b'],
  ['(cd a); vllm', undefined],
  ['cd "$(dirname "$0")"; vllm', undefined],
  ['cd "$UNKNOWN"; vllm', '?'],
  ['if x; then cd a; fi; vllm', '?'],
  ['D=models; cd "$D" && vllm', 'models'],
  ['env -C a vllm', 'a'],
  ['f() { cd $1; vllm; }\nf a\nf b', '?'],
  ['D=$(cd a && pwd); vllm', undefined],
  ['cd a; ssh host vllm', undefined],
  ['cd a; bash -c "vllm"', 'a'],
  ['docker run -w /w img python', '/w'],
];

describe('the folder of a command', () => {
  test.each(folders)('%s', (text, folder) => {
    const { workingFolder } = launchIn(text);
    expect(workingFolder && (workingFolder.text ?? '?')).toBe(folder);
  });
});
