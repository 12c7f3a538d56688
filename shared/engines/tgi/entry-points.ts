import type { Command } from '../../documents/command.ts';
import { type Entry, type EntryPoint, entryFinder } from '../launches/entry-points.ts';
import { flavourOf, isServerImage } from './image.ts';

/** The launcher starts one server a shard. `text-generation-server` is what it starts, and not called by people. */
export const launcher: EntryPoint = { name: 'text-generation-launcher', sets: ['launcher'], model: 'option', strict: true };

/** The same name in images of other backends, which have options of their own. */
const otherLauncher: EntryPoint = { ...launcher, strict: false };

const find = entryFinder({
  commands: {
    'text-generation-launcher': launcher,
    // Arguments that a platform gives a launcher of its own choosing.
    'platform:tgi': { ...launcher, name: 'TGI arguments', strict: false, lenient: true },
  },
  image: { isServer: isServerImage, entryPoint: launcher, startsBare: true },
});

/** How a command starts TGI; undefined where it does not. */
export function entryOf(command: Command): Entry | undefined {
  const found = find(command);
  const isOther = flavourOf(command.image?.text) === 'other';
  return found !== undefined && isOther ? { ...found, entryPoint: otherLauncher } : found;
}
