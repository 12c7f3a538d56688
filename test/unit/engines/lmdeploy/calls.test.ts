import { describe, expect, test } from 'vitest';
import { launchTexts } from '../../documents/python/calls.ts';

const imports = 'from lmdeploy import pipeline, PytorchEngineConfig, TurbomindEngineConfig\n';

describe('calls that start LMDeploy', () => {
  test.each([
    ['pipeline("m")', 'lmdeploy.pipeline: model "m"'],
    [
      'pipeline("m", backend_config=TurbomindEngineConfig(tp=2))',
      'lmdeploy.pipeline: backend "turbomind", model "m", tensorParallelSize 2',
    ],
    [
      'pipeline("m", PytorchEngineConfig(tp=2, device_type="cuda"))',
      'lmdeploy.pipeline: backend "pytorch", model "m", tensorParallelSize 2, device "cuda"',
    ],
    [
      'c = PytorchEngineConfig(tp=2)\npipeline("m", backend_config=c)',
      'lmdeploy.pipeline: backend "pytorch", model "m", tensorParallelSize 2',
    ],
    ['pipeline("m", backend_config=c)', 'lmdeploy.pipeline: model "m" …'],
    ['pipeline("m", backend_config=None)', 'lmdeploy.pipeline: model "m"'],
    ['TurbomindEngineConfig(tp=2, session_len=8)', 'TurbomindEngineConfig: backend "turbomind", tensorParallelSize 2, maxModelLen 8'],
    ['TurbomindEngineConfig(tp=2, attn_tp_size=1)', 'TurbomindEngineConfig: backend "turbomind", tensorParallelSize ?, attnTpSize ?'],
  ])('%s', (text, launch) => expect(launchTexts('lmdeploy', imports + text)).toEqual([launch]));

  test.each(['pipeline(m, backend_config=c)', 'from transformers import pipeline\npipeline("m")'])('none: %s', (text) =>
    expect(launchTexts('lmdeploy', text.startsWith('from') ? text : imports + text)).toEqual([]),
  );
});
