import { testReader } from './test-reader.ts';

const pieces = [
  '{{',
  '}}',
  '{{tp}}',
  'tp := "3"\n',
  'a := a + a\n',
  'export A := "vllm"\n',
  'set export\n',
  'set dotenv-load\n',
  'set shell := ["bash", "-c"]\n',
  't a="b" *c:\n',
  '  vllm {{tp}} $A\n',
  '  #!/usr/bin/env bash\n',
  '"""',
  'env("A", ',
  '(',
  ')',
  '+',
];

const texts = [
  'tp := "3"\n\nserve model="m" *rest: build\n    @vllm serve {{model}} --tensor-parallel-size {{tp}} {{rest}}\n\nbuild:\n    make\n',
  'set export\nset dotenv-load\nTP := env("TP", "4")\nexport MODEL := "Qwen/" + "Qwen2.5-7B-Instruct"\n\nserve:\n    #!/usr/bin/env bash\n    set -e\n    vllm serve "$MODEL" \\\\\n      -tp $TP # three\n',
];

testReader({ name: 'justfile', path: 'justfile', texts, pieces });
