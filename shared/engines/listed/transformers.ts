import { type Command, placeOf } from '../../documents/command.ts';
import type { ListedEngine, ListedLaunch, Option } from '../engine.ts';
import type { Hosted, HostedOption } from '../launches/hosts/host.ts';
import { hostedBy } from '../launches/hosts/hosted-by.ts';
import { modelOfOptions } from '../launches/launch-of-call.ts';

/** Transformers as the engine of another program: `swift infer` without a backend, verl's rollout by the name of `hf`. */
export const transformers: ListedEngine = {
  name: 'transformers',
  title: 'Transformers',
  recognize: (commands) =>
    commands.flatMap((command) =>
      hostedBy(command)
        .filter(({ engine }) => engine === 'transformers')
        .map((hosted) => launchOf(command, hosted)),
    ),
};

function launchOf(command: Command, { entryPoint, options: hosted }: Hosted): ListedLaunch {
  const options = new Map(hosted.map((each) => optionOf(each)).map((option) => [option.name, option]));
  return { engine: 'transformers', entryPoint, model: modelOfOptions(options), options, command };
}

function optionOf({ name, setting: { flag, flagSpan, word }, value }: HostedOption): Option {
  return {
    name: name === 'tensor_parallel_size' ? 'tensorParallelSize' : name,
    flag,
    flagPlace: { span: flagSpan, editable: flagSpan },
    value: value ?? undefined,
    text: word.text,
    place: placeOf(word),
  };
}
