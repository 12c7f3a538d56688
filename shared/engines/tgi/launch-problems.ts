import { t } from '../../text/localize.ts';
import type { ParsedArguments } from '../arguments/parse-arguments.ts';
import type { EngineVersion, LaunchProblem } from '../engine.ts';
import { isCertain, optionProblems, strayArgument } from '../launches/argument-problems.ts';
import type { Entry } from '../launches/entry-points.ts';
import { tgiDialect } from './dialect.ts';

/** What the launcher refuses before it looks at a model. */
export function launchProblems({ entryPoint }: Entry, parsed: ParsedArguments, version: EngineVersion): readonly LaunchProblem[] {
  const strays = entryPoint.strict ? parsed.positionals.filter(isCertain) : [];
  const found = [
    ...optionProblems(entryPoint, parsed),
    ...strays.map((stray) => strayArgument(tgiDialect.title, stray, version)),
    ...shardedAlone(parsed),
  ];
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** launcher/src/main.rs `find_num_shards`: sharding into one part is refused. */
function shardedAlone({ options }: ParsedArguments): readonly LaunchProblem[] {
  const sharded = options.get('sharded');
  const shards = options.get('tensorParallelSize');
  if (sharded?.value !== true || shards?.value !== 1) return [];
  const message = () => t('{0} true needs at least 2 shards, and {1} is 1: leave {0} out, or give more shards', sharded.flag, shards.flag);
  return [{ rule: 'option-value', severity: 'error', span: sharded.place.span, message }];
}
