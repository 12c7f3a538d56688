import { namesAListedEngine } from './marks.ts';

/**
 * False only for a Python text that certainly starts no engine and hands over no device map, whatever else it says of them: an engine's
 * own source names it in every file. Costs next to nothing beside a parser. Like the marks, these words stand apart from the engines.
 */
export function mayStartFromPython(text: string): boolean {
  return (
    called.test(text) ||
    ran.test(text) ||
    (containers.test(text) && text.includes('--model')) ||
    (mapTakers.test(text) && mapNames.test(text)) ||
    namesAListedEngine(text)
  );
}

/** What engines are built by. */
const callables =
  '(?:LLM|(?:Async)?EngineArgs|VLLM|Vllm|VllmEngine|v?LLM(?:EngineProcessor)?Config|(?:GRPO|RLOO)Config|Engine|Runtime|ServerArgs|' +
  '(?:Turbomind|Pytorch)EngineConfig|popen_launch_server)';

/** Called here, or under another name: `LLM(`, `import LLM as Model`, `Model = vllm.LLM`. A definition is no call. */
const called = new RegExp(
  `(?<!\\b(?:class|def)\\s+)\\b${callables}\\s*(?:\\(|\\\\)|\\b${callables}\\s+as\\b|=\\s*[\\w.]{0,200}\\b${callables}\\s*(?:$|[#;])`,
  'm',
);

/** One of these is in every command that starts an engine, in pieces as it may be: the subcommand, the end of the module's name, the host. */
const commandWords: readonly RegExp[] = [
  /\bserve\b|\brun-batch\b|\bbench\b|[./](?:api_server|run_batch|launch_server)\b(?!\s*\()|entrypoints\.cli|benchmark_(?:latency|throughput)/,
  /\bdynamo\.(?:vllm|sglang|trtllm|["'{])|sglang\.cli|bench_(?:offline_throughput|one_batch)|lmdeploy/,
  /trtllm-(?:serve|bench|["'{])|tensorrt_llm\.commands|convert_checkpoint|quickstart_advanced/,
  // Images whose own entrypoint is the engine.
  /vllm-openai|text-generation-launcher|text-generation-inference|tgi-gaudi/,
  // Programs of other projects.
  /\brollout\.[\w.]{0,200}[={"']|openrlhf|\bswift\b|["']megatron["' ]|\bmegatron\s+(?:rollout|rlhf|sample|infer|deploy|app|eval)\b/,
  /vllm[-_]serve|vllm_mode|llamafactory|\blmf\b|vllm_infer/,
];
const ran = new RegExp(commandWords.map(({ source }) => source).join('|'));

/** Others' images have the engine for their entrypoint as well, whatever they are called. */
const containers = /\b(?:docker|podman|nerdctl|apptainer|singularity)\b/;

const mapNames = /device_map|max_memory/;
const mapTakers = /from_pretrained|dispatch|\bpipeline\b/;
