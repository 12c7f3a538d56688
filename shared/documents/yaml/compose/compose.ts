import type { Command } from '../../command.ts';
import { entriesOf, mapAt, type YamlEntry, type YamlMap, type YamlNode } from '../node.ts';
import type { Page, Shape } from '../shape.ts';
import { interpolate } from './interpolate.ts';
import { readVariables } from './read-variables.ts';
import { readService } from './service.ts';
import { withExtended } from './with-extended.ts';

/** Compose files: every map with services, whatever the file is called. */
export const compose: Shape = {
  name: 'compose',
  read: (map, page) => {
    const services = mapAt(map, 'services');
    if (services === undefined || !entriesOf(services).some(isService)) return undefined;
    return { commands: commandsOf(services, page), taken: [services, ...fragmentsOf(map)] };
  },
};

const marks = ['image', 'build', 'command', 'entrypoint', 'extends'] as const;

function isService({ value }: YamlEntry): boolean {
  return value.kind === 'map' && marks.some((mark) => value.entries.has(mark));
}

/** `x-NAME:` holds what services take over. */
function fragmentsOf(map: YamlMap): readonly YamlNode[] {
  return entriesOf(map).flatMap(({ key, value }) => (key.startsWith('x-') ? [value] : []));
}

function commandsOf(services: YamlMap, { text, around }: Page): readonly Command[] {
  const substitute = interpolate(readVariables(around.readBeside('.env') ?? ''));
  return entriesOf(services).flatMap(({ value }) => {
    const service = value.kind === 'map' ? withExtended(value, services) : undefined;
    return service === undefined ? [] : readService(service, { text, around, substitute });
  });
}
