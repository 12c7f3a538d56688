import type { Command } from './command.ts';

/** The command with some of it changed. Its environment is worked out only when it is asked for, so that nothing is copied but names. */
export function revised(command: Command, changes: Partial<Omit<Command, 'environment'>>): Command {
  const { words, image, afterEntrypoint, gpus, workingFolder, span, start, conditional, keywords, insertion, mounts, block } = command;
  return {
    words,
    image,
    afterEntrypoint,
    gpus,
    workingFolder,
    span,
    start,
    conditional,
    ...(keywords === undefined ? {} : { keywords }),
    ...(insertion === undefined ? {} : { insertion }),
    ...(mounts === undefined ? {} : { mounts }),
    ...(block === undefined ? {} : { block }),
    ...changes,
    get environment() {
      return command.environment;
    },
  };
}
