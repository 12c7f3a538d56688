import type { Command } from '../../../../shared/documents/command.ts';
import { readPython } from '../../../../shared/documents/python/read-python.ts';
import type { EngineName, Launch } from '../../../../shared/engines/engine.ts';
import { engines } from '../../../../shared/engines/registry.ts';

function callsIn(text: string): readonly Command[] {
  return readPython(text).commands.filter(({ keywords }) => keywords !== undefined);
}

/** What each call of a text takes, as `callee(name=value, …)`; unknown values as `?`, and `…` where more may be given. */
export function callTexts(text: string): readonly string[] {
  return callsIn(text).flatMap(({ keywords }) => {
    if (keywords === undefined) return [];
    const given = keywords.given.map(
      ({ name, value }) => `${name === undefined ? '' : `${name}=`}${value === undefined ? '?' : JSON.stringify(value)}`,
    );
    return [`${keywords.callee}(${[...given, ...(keywords.complete ? [] : ['…'])].join(', ')})`];
  });
}

/** The launches of one engine in a Python text. */
function launchesOf(engine: EngineName, text: string): readonly Launch[] {
  return engines.find(({ name }) => name === engine)?.recognize(readPython(text).commands, undefined) ?? [];
}

/** What is known of each launch: its entry point, its model and its options. */
export function launchTexts(engine: EngineName, text: string): readonly string[] {
  return launchesOf(engine, text).map(({ entryPoint, options, complete }) => {
    const written = [...options].map(([name, { value }]) => `${name} ${value === undefined ? '?' : JSON.stringify(value)}`);
    return `${entryPoint}: ${written.join(', ')}${complete === false ? ' …' : ''}`;
  });
}
