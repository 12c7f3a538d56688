import { t } from '../shared/text/localize.ts';
import type { CommandSpec, OptionSpec } from './option-spec.ts';

const helpOption: OptionSpec = { name: 'help', short: 'h', summary: () => t('show this help') };

const format: OptionSpec = {
  name: 'format',
  value: 'text|json',
  choices: ['text', 'json'],
  summary: () => t('for people or for programs; text if not given'),
};
const engineVersion: OptionSpec = {
  name: 'engine-version',
  value: 'ENGINE=VERSION',
  summary: () => t('version for launches that name none, as vllm=0.11; may be repeated'),
};
const gpu: OptionSpec = { name: 'gpu', value: 'NAME', summary: () => t('GPU of the machine: H100, RTX 4090, sm90') };
const gpus: OptionSpec = { name: 'gpus', value: 'COUNT', summary: () => t('number of GPUs of the machine') };
const engine: OptionSpec = {
  name: 'engine',
  value: 'ENGINE',
  summary: () => t('engine that a model is judged for where no launch names one; vllm if not given'),
};
const config: OptionSpec = { name: 'config', value: 'FILE', summary: () => t('settings file, instead of the nearest .shardlint.json') };

/** Every command, in the order of the help. What a command does is in commands/, loaded when it runs. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'lint',
    usage: 'shardlint lint [PATH…] [OPTIONS]',
    summary: () => t('check launches and config.json files; the current folder if no PATH is given, - for standard input'),
    options: [
      format,
      engineVersion,
      engine,
      { name: 'tp', value: '2,4,8', summary: () => t('tensor-parallel sizes that a config.json without a launch should work at') },
      gpu,
      gpus,
      { name: 'fix', summary: () => t('apply the safe fixes (spellings and renames), then check again') },
      { name: 'strict', summary: () => t('exit with 1 for warnings as well') },
      { name: 'quiet', short: 'q', summary: () => t('show errors only') },
      config,
      { name: 'no-cache', summary: () => t('answer nothing from the last run, and keep nothing of this one') },
      { name: 'stdin-filename', value: 'PATH', summary: () => t('path that standard input stands for') },
      helpOption,
    ],
    examples: [
      { line: 'shardlint lint deploy/ models/qwen/config.json', does: () => t('every launch under deploy/ and one model') },
      { line: 'shardlint lint --engine-version vllm=0.11 --gpu A100 serve.sh', does: () => t('for a given version and GPU') },
      { line: 'cat serve.sh | shardlint lint - --stdin-filename serve.sh --format json', does: () => t('from an editor or a script') },
    ],
  },
  {
    name: 'plan',
    usage: 'shardlint plan MODEL [OPTIONS]',
    summary: () => t('show at which tensor-parallel sizes a model runs; MODEL is a config.json, a folder or a model id'),
    options: [format, engine, engineVersion, gpu, gpus, config, helpOption],
    examples: [
      { line: 'shardlint plan Qwen/Qwen2.5-32B-Instruct-AWQ --gpu H100', does: () => t('valid sizes, with the reason where one is not') },
    ],
  },
  {
    name: 'pad',
    usage: 'shardlint pad MODEL_DIR --tp SIZE --out DIR [OPTIONS]',
    summary: () =>
      t('write a copy of a checkpoint with wider MLPs, zeros in what is new, that an engine can split; the outputs stay the same'),
    options: [
      { name: 'tp', value: '8', summary: () => t('tensor-parallel sizes that must work, as 8 or 2,4,8') },
      { name: 'out', value: 'DIR', summary: () => t('folder to write, which must not exist') },
      {
        name: 'to',
        value: '[KEY=]WIDTH',
        summary: () => t('this width instead of the least that serves; may be repeated with keys of config.json'),
      },
      { name: 'group-size', value: '128', summary: () => t('group size that the weights will be quantized with later') },
      {
        name: 'layout',
        value: 'interleaved|appended',
        choices: ['interleaved', 'appended'],
        summary: () => t('zeros between the channels (as they are with --group-size) or after them'),
      },
      { name: 'dry-run', summary: () => t('show what would be done, and write nothing') },
      { name: 'resume', summary: () => t('continue a run that was stopped') },
      { ...format, summary: () => t('for people, or lines of JSON for programs; text if not given') },
      engine,
      engineVersion,
      gpu,
      gpus,
      config,
      helpOption,
    ],
    examples: [
      {
        line: 'shardlint pad Qwen2-VL-72B-AWQ --tp 8 --out Qwen2-VL-72B-AWQ-29696',
        does: () => t('the least width at which vLLM takes tensor-parallel size 8'),
      },
      {
        line: 'shardlint pad Qwen2-72B --tp 8 --group-size 128 --dry-run',
        does: () => t('the plan, for weights that are quantized afterwards'),
      },
    ],
  },
  {
    name: 'inspect',
    usage: 'shardlint inspect PATH… [OPTIONS]',
    summary: () => t('show which launches were understood in files and folders, with their options'),
    options: [format, engineVersion, config, helpOption],
    examples: [{ line: 'shardlint inspect serve.sh --format json', does: () => t('every launch with its model and options') }],
  },
  {
    name: 'batch',
    usage: 'shardlint batch < ROWS.ndjson',
    summary: () => t('judge many launches: a JSON row in, a JSON answer out, in order'),
    options: [helpOption],
    examples: [
      {
        line: `echo '{"id":1,"launch":"vllm serve ./m -tp 3","config":{"num_attention_heads":40}}' | shardlint batch`,
        does: () => t('rows have id, launch, config or files (path to content), engineVersion and gpu'),
      },
    ],
  },
  {
    name: 'device-map',
    usage: 'shardlint device-map MODEL --gpus COUNT [OPTIONS]',
    summary: () => t('write a device_map for Transformers that balances a model over GPUs by bytes'),
    options: [
      { name: 'gpus', value: 'COUNT', summary: () => t('number of GPUs') },
      { name: 'memory', value: '24GiB,24GiB', summary: () => t('memory of each GPU, or of all of them if one is given') },
      { name: 'first-room', value: '4GiB', summary: () => t('memory to leave free on the first GPU, for activations and generation') },
      {
        name: 'format',
        value: 'text|json|python',
        choices: ['text', 'json', 'python'],
        summary: () => t('a table with the map, a JSON object with bytes for each GPU, or a Python dict; text if not given'),
      },
      helpOption,
    ],
    examples: [
      {
        line: 'shardlint device-map Qwen/Qwen2.5-72B-Instruct --gpus 4',
        does: () => t('the map, and what the split by layer count would cost'),
      },
      { line: 'shardlint device-map ./model --gpus 2 --memory 24GiB,48GiB --format json', does: () => t('for two GPUs of different size') },
    ],
  },
  {
    name: 'explain',
    usage: 'shardlint explain [RULE]',
    summary: () => t('show the page of a rule; the list of rules if none is given'),
    options: [helpOption],
    examples: [{ line: 'shardlint explain quant-group', does: () => t('what the engine demands, why, and how to mend it') }],
  },
];
