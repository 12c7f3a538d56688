import type { Command } from '../../../documents/command.ts';
import type { Keyword } from '../../../documents/keywords.ts';
import type { EngineVersion, Launch } from '../../engine.ts';
import type { Call } from '../calls.ts';
import { launchOfCall } from '../launch-of-call.ts';
import type { LaunchSyntax } from '../launch-syntax.ts';
import type { Hosted, HostedOption } from './host.ts';

/** The launch of an engine inside another program: its options are keywords under names of that program. */
export function launchOfHosted(syntax: LaunchSyntax, command: Command, hosted: Hosted, version: EngineVersion): Launch {
  const { entryPoint, options, complete, seesGpus, insertion } = hosted;
  const call: Call = {
    entryPoint: { name: entryPoint, sets: syntax.standard.sets, model: 'option', strict: false },
    names: Object.fromEntries(options.map(({ name, setting }) => [setting.flag, name])),
  };
  const keywords = { callee: undefined, calleeSpan: command.span, given: options.map(keywordOf), complete };
  const launch = launchOfCall(syntax, command, keywords, call, version);
  // The environment may be computed when it is asked for, so that a copy has to name it.
  const own = { ...command, environment: command.environment, insertion };
  return { ...launch, command: own, gpus: seesGpus ? launch.gpus : undefined };
}

function keywordOf({ setting: { flag, flagSpan, word }, value }: HostedOption): Keyword {
  return { name: flag, nameSpan: flagSpan, value, word };
}
