import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from './figures.ts';

const hidden = 8192;
const width = 29568;
const layers = 2;

/** `shardlint pad` beside `cp` of the same files, both until the bytes are on the disk; and how much memory it takes. */
export async function benchPad(cli: string, runs: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'shardlint-bench-pad-'));
  try {
    const bytes = writeCheckpoint(path.join(folder, 'model'));
    console.log(
      `\nshardlint pad, a checkpoint of ${(bytes / 1e9).toFixed(2)} GB in ${layers + 1} files, ${runs} runs in turn; MB/s, best and median`,
    );
    const dry = await run(process.execPath, [cli, ...padArguments(folder, 'none'), '--dry-run']);
    const rows = [
      { name: 'cp -r, sync', command: ['sh', '-c', `cp -r ${folder}/model ${folder}/out && sync -f ${folder}/out`] },
      { name: 'pad, appended', command: [process.execPath, cli, ...padArguments(folder, 'out')] },
      { name: 'pad, interleaved', command: [process.execPath, cli, ...padArguments(folder, 'out'), '--layout', 'interleaved'] },
    ].map((row) => ({ ...row, rates: [] as number[], memory: [] as number[] }));
    for (let at = 0; at < runs; at++) {
      for (const { command, rates, memory } of rows) {
        const [program = '', ...argv] = command;
        const { seconds, peak } = await run(program, argv);
        rates.push(bytes / seconds / 1e6);
        memory.push(peak);
        rmSync(path.join(folder, 'out'), { recursive: true });
      }
    }
    const copied = median(rows[0]?.rates ?? []);
    for (const { name, rates, memory } of rows) {
      const beyond = name.startsWith('pad') ? `, ${(Math.max(...memory) - dry.peak).toFixed(0)} MB more than with --dry-run` : '';
      const share = `${(median(rates) / copied).toFixed(2)} of cp`;
      console.log(
        `${name.padEnd(34)} ${Math.max(...rates).toFixed(0)} ${median(rates).toFixed(0)}  ${share}; at most ${Math.max(...memory).toFixed(0)} MB of memory${beyond}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function padArguments(folder: string, out: string): readonly string[] {
  return ['pad', path.join(folder, 'model'), '--to', '29696', '--out', path.join(folder, out)];
}

/** Layers of the real width and a file of other weights; bytes that no file system can leave out. */
function writeCheckpoint(folder: string): number {
  mkdirSync(folder);
  const config = { architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', hidden_size: hidden, intermediate_size: width };
  const rest = { num_attention_heads: 64, num_key_value_heads: 8, num_hidden_layers: layers, vocab_size: 32768, torch_dtype: 'bfloat16' };
  writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ ...config, ...rest }));
  const files = new Map<string, readonly (readonly [string, readonly number[]])[]>();
  for (let layer = 0; layer < layers; layer++) {
    const names = ['gate_proj', 'up_proj', 'down_proj'];
    const shapes = names.map(
      (name) => [`model.layers.${layer}.mlp.${name}.weight`, name === 'down_proj' ? [hidden, width] : [width, hidden]] as const,
    );
    files.set(`model-0000${layer + 1}-of-0000${layers + 1}.safetensors`, shapes);
  }
  files.set(`model-0000${layers + 1}-of-0000${layers + 1}.safetensors`, [['model.embed_tokens.weight', [32768, hidden]]]);
  const map = [...files].flatMap(([file, tensors]) => tensors.map(([name]) => [name, file]));
  const bytes = [...files].reduce((sum, [file, tensors]) => sum + writeFile(path.join(folder, file), tensors), 0);
  writeFileSync(
    path.join(folder, 'model.safetensors.index.json'),
    JSON.stringify({ metadata: { total_size: bytes }, weight_map: Object.fromEntries(map) }),
  );
  return bytes;
}

function writeFile(file: string, tensors: readonly (readonly [string, readonly number[]])[]): number {
  let at = 0;
  const header = tensors.map(([name, shape]) => {
    const begin = at;
    at += shape.reduce((a, b) => a * b, 2);
    return [name, { dtype: 'BF16', shape, data_offsets: [begin, at] }] as const;
  });
  const text = Buffer.from(JSON.stringify(Object.fromEntries(header)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const block = Buffer.from(Uint8Array.from({ length: 1 << 22 }, (_, byte) => (byte * 2654435761) >>> 13));
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, Buffer.concat([length, text]));
  for (let left = at; left > 0; left -= block.length) writeSync(descriptor, block, 0, Math.min(left, block.length));
  closeSync(descriptor);
  return at;
}

/** Runs a program to its end; its peak memory in MB where the system tells it. */
function run(program: string, argv: readonly string[]): Promise<{ readonly seconds: number; readonly peak: number }> {
  const started = performance.now();
  const child = spawn(program, argv, { stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      if (code === 0) resolve({ seconds: (performance.now() - started) / 1000, peak });
      else reject(new Error(`${program} ${argv.join(' ')} ended with ${code}`));
    });
  });
}

function peakOf(process_: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${process_}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}
