import { expect, test } from 'vitest';
import { launchTexts } from '../../documents/python/calls.ts';

test.each([
  [
    'import sglang as sgl\nsgl.Engine(model_path="m", tp_size=2, ep_size=2)',
    'sgl.Engine: model "m", tensorParallelSize 2, expertParallelSize 2',
  ],
  ['from sglang.srt.entrypoints.engine import Engine\nEngine(model_path="m", dp_size=2)', 'sgl.Engine: model "m", dataParallelSize 2'],
  ['sgl.Runtime(model_path="m", enable_dp_attention=True)', 'sgl.Runtime: model "m", enableDpAttention true'],
  ['from sglang.srt.server_args import ServerArgs\nServerArgs("m", pp_size=2)', 'ServerArgs: model "m", pipelineParallelSize 2'],
  [
    'import sglang\nfrom sglang.srt.server_args import ServerArgs\na = ServerArgs("m", tp_size=2)\nsglang.Engine(server_args=a)',
    'sgl.Engine: model "m", tensorParallelSize 2',
  ],
])('%s', (text, launch) => expect(launchTexts('sglang', text)).toEqual([launch]));

test('a class of another package', () => {
  expect(launchTexts('sglang', 'from other import Engine\nEngine(model_path="m", tp_size=2)')).toEqual([]);
});
