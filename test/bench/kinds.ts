import type { DocumentKind } from '../../shared/documents/document.ts';

/** A document of one kind: by a name that its reader accepts, of about 200 lines. */
export interface KindFixture {
  readonly name: string;
  /** `size`: the tensor-parallel size of its launches. */
  readonly text: (size: number) => string;
}

const lines = 200;
const model = 'Qwen/Qwen2.5-7B-Instruct';

/** Documents of each kind as people write them: mostly about other things, and a launch now and then. */
export const kindFixtures: Readonly<Record<Exclude<DocumentKind, 'shell' | 'device-map'>, KindFixture>> = {
  batch: {
    name: 'serve.bat',
    text: (size) => long('@echo off\nsetlocal', () => batch, `vllm serve ${model} ^\n  --tensor-parallel-size ${size}`),
  },
  dockerfile: {
    name: 'Dockerfile',
    text: (size) =>
      long('FROM vllm/vllm-openai:v0.11.0', dockerfile, `ENTRYPOINT ["vllm", "serve", "${model}", "--tensor-parallel-size", "${size}"]`),
  },
  justfile: {
    name: 'justfile',
    text: (size) => long(`tp := "${size}"`, justfile, `serve:\n    vllm serve ${model} --tensor-parallel-size {{tp}}`),
  },
  makefile: {
    name: 'Makefile',
    text: (size) => long(`TP ?= ${size}`, makefile, `serve:\n\tvllm serve ${model} \\\n\t  --tensor-parallel-size $(TP)`),
  },
  markdown: { name: 'README.md', text: (size) => long('# A service', (at) => markdown(at, size), '## The end') },
  notebook: { name: 'serve.ipynb', text: notebook },
  powershell: {
    name: 'serve.ps1',
    text: (size) => long(`$tp = ${size}`, powershell, `vllm serve ${model} \`\n  --tensor-parallel-size $tp`),
  },
  procfile: {
    name: 'Procfile',
    text: (size) =>
      long('release: ./migrate', (at) => `worker${at}: ./work --queue q${at} --threads 4`, `web: vllm serve ${model} -tp ${size}`),
  },
  python: { name: 'serve.py', text: (size) => long(python, method, `llm = LLM(model="${model}", tensor_parallel_size=${size})`) },
  restructuredtext: {
    name: 'serve.rst',
    text: (size) => long('A service\n=========', (at) => restructuredText(at, size), 'The end\n-------'),
  },
  systemd: {
    name: 'serve.service',
    text: (size) => long('[Service]', (at) => `Environment=KEY_${at}=value`, `ExecStart=/usr/bin/vllm serve ${model} -tp ${size}`),
  },
  yaml: { name: 'deployment.yaml', text: (size) => long('# Deployments of one cluster', (at) => manifest(at, size), '---\n# the end') },
};

/** Parts one below the other until there are about `lines` of them. */
function long(head: string, part: (at: number) => string, tail: string): string {
  const parts = [head];
  for (let at = 0, count = lineCount(head) + lineCount(tail); ; at++) {
    const next = part(at);
    count += lineCount(next);
    if (count > lines) return `${[...parts, tail].join('\n')}\n`;
    parts.push(next);
  }
}

function lineCount(text: string): number {
  return text.split('\n').length;
}

const batch =
  'rem one more folder\nset FOLDER=%~dp0\nif not exist "%FOLDER%logs" mkdir "%FOLDER%logs"\ncall prepare.cmd --folder "%FOLDER%"';

function dockerfile(at: number): string {
  return `# step ${at}\nENV STEP_${at}=done\nRUN apt-get update && \\\n    apt-get install -y curl git-lfs && \\\n    rm -rf /var/lib/apt/lists/*\nCOPY part${at}/ /srv/part${at}/`;
}

function justfile(at: number): string {
  return `# recipe ${at}\nstep${at} target="all":\n    cargo build --package {{target}}\n    ./run --step ${at}\n`;
}

function makefile(at: number): string {
  return `# target ${at}\n.PHONY: step${at}\nstep${at}: step${at + 1}\n\t@echo "step ${at}"\n\tgcc -O2 -o build/part${at} src/part${at}.c\n`;
}

function markdown(at: number, size: number): string {
  const prose = `## Part ${at}\n\nA paragraph with \`code\`, *emphasis* and a [link](https://example.org/${at}).\n\n- one\n- two\n`;
  const launch = `\`\`\`bash\nvllm serve ${model} \\\n  --tensor-parallel-size ${size} \\\n  --port ${8000 + at}\n\`\`\`\n`;
  return at % 4 === 0 ? `${prose}\n${launch}` : `${prose}\n\`\`\`python\nprint(${at})\n\`\`\`\n`;
}

function restructuredText(at: number, size: number): string {
  const prose = `Part ${at}\n--------\n\nA paragraph with \`\`code\`\` and *emphasis*.\n\n* one\n* two\n`;
  const launch = `.. code-block:: bash\n\n   vllm serve ${model} \\\n     --tensor-parallel-size ${size}\n`;
  return at % 4 === 0 ? `${prose}\n${launch}` : `${prose}\n.. code-block:: python\n\n   print(${at})\n`;
}

function powershell(at: number): string {
  return `# step ${at}\n$folder${at} = Join-Path $PSScriptRoot "part${at}"\nif (-not (Test-Path $folder${at})) {\n  New-Item -ItemType Directory $folder${at} | Out-Null\n}`;
}

const python = 'import argparse\nimport os\n\nfrom vllm import LLM, SamplingParams\n\nROOT = os.environ.get("ROOT", "/srv")\n';

function method(at: number): string {
  return `def part_${at}(name: str, count: int = ${at}) -> dict[str, int]:\n    """What part ${at} does."""\n    found = {key: len(key) for key in name.split(",") if key}\n    if count > 3 and name != "none":\n        found["count"] = max(count, *(value for value in found.values()))\n    return {**found, "part": ${at}}\n\n`;
}

function manifest(at: number, size: number): string {
  const isEngine = at % 3 === 0;
  const image = isEngine ? 'vllm/vllm-openai:v0.11.0' : 'registry.example.org/web:1.2';
  const args = isEngine ? ['--model', model, '--tensor-parallel-size', String(size)] : ['--port', '8080'];
  return `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: part-${at}
  labels: { app: part-${at} }
spec:
  replicas: 1
  selector:
    matchLabels: { app: part-${at} }
  template:
    metadata:
      labels: { app: part-${at} }
    spec:
      containers:
        - name: main
          image: ${image}
          args:
${args.map((arg) => `            - "${arg}"`).join('\n')}
          env:
            - name: PART
              value: "${at}"
          resources:
            limits:
              nvidia.com/gpu: "${size}"`;
}

function notebook(size: number): string {
  const cells: object[] = [cell('markdown', '# A service\n\nSome words about it.')];
  cells.push(cell('code', `!vllm serve ${model} --tensor-parallel-size ${size}`), cell('code', `${python}\n${method(1)}`));
  const written = (): string => `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
  for (let at = 2; lineCount(written()) < lines; at++) cells.push(cell('code', method(at)));
  return written();
}

function cell(kind: 'code' | 'markdown', text: string): object {
  const source = text.split(/(?<=\n)/);
  return { cell_type: kind, metadata: {}, source, ...(kind === 'code' ? { execution_count: null, outputs: [] } : {}) };
}
