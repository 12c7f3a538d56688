import { expect, test } from 'vitest';
import { readShell } from '../../../../shared/documents/shell/read-shell.ts';

/** The GPUs of the first command below directives; `unknown`: granted, but not how many. */
function gpusUnder(...directives: readonly string[]): number | string | undefined {
  const { commands } = readShell(`#!/bin/bash\n${directives.join('\n')}\nvllm serve m\n`);
  const { gpus } = commands[0] ?? {};
  return gpus && (gpus.count ?? 'unknown');
}

test.each<[readonly string[], number | string | undefined]>([
  [['#SBATCH --gres=gpu:8'], 8],
  [['#SBATCH --gres gpu:8'], 8],
  [['#SBATCH --gres="gpu:h100:2"   # two'], 2],
  [['#SBATCH -G 2'], 2],
  [['#SBATCH --gpus-per-node=4', '#SBATCH -N1'], 4],
  [['#SBATCH --gpus-per-node=4', '#SBATCH --nodes=2'], 'unknown'],
  [['#SBATCH --gpus-per-node=4', '#SBATCH --nodes=1-2'], 'unknown'],
  [['#SBATCH --gpus-per-node=4', '#SBATCH --ntasks=2'], 'unknown'],
  [['#SBATCH --gpus-per-task=2', '#SBATCH --ntasks=1'], 2],
  [['#SBATCH --gpus-per-task=2', '#SBATCH --nodes=1', '#SBATCH --ntasks=4'], 'unknown'],
  [['#SBATCH --nodes=2'], 'unknown'],
  [['#SBATCH --nodes=1'], undefined],
  [['##SBATCH --gres=gpu:8'], undefined],
  [['# SBATCH --gres=gpu:8'], undefined],
  [['#SBATCH --gres=gpu:8', 'set -e', '#SBATCH --gres=gpu:2'], 8],
  [['#SBATCH --gres=gpu:8', '#SBATCH hetjob', '#SBATCH --gres=gpu:2'], 'unknown'],
  [['#PBS -l select=2:ngpus=4'], 'unknown'],
  [['#PBS -l nodes=1:ppn=8:gpus=2'], 2],
  [['#PBS -lselect=1:ngpus=4'], 4],
  [['#PBS -l walltime=1:00:00'], undefined],
  [['#BSUB -gpu "num=4"'], 4],
  [['#BSUB -gpu num=4', '#BSUB -n 8'], 'unknown'],
])('%j grants %s', (directives, gpus) => {
  expect(gpusUnder(...directives)).toBe(gpus);
});

test('a step of a job on several nodes that does not say its own number runs on all of them', () => {
  const { commands } = readShell('#SBATCH --nodes=2\nsrun --gpus-per-node=8 vllm serve m\nsrun -N 1 --gpus-per-node=8 vllm serve m');
  expect(commands.map(({ gpus }) => gpus?.count)).toEqual([undefined, 8]);
});

test('a command on another machine has not the GPUs of the job', () => {
  expect(readShell('#SBATCH --gres=gpu:2\nssh host vllm serve m').commands[0]?.gpus).toBeUndefined();
});
