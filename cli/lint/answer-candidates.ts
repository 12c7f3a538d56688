import { hostEnvironment } from '../../shared/models/host-environment.ts';
import { readArguments } from '../arguments.ts';
import { commands } from '../commands.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { Candidate } from '../files/find-documents.ts';
import { witness } from '../kept/witness.ts';
import { settingsReader } from '../settings-flags.ts';
import type { LintTask } from '../threads.ts';
import { lintContext } from './lint-context.ts';
import { shareLinter } from './lint-share.ts';
import { sentShare } from './sent-outcomes.ts';
import { settled } from './settled.ts';

const decoder = new TextDecoder();

/** What a thread of `lint` does: a list of candidates in, their outcomes out, as JSON. */
export function answerCandidates(task: LintTask, environment: ReadonlyMap<string, string>): (block: Uint8Array) => Promise<string> {
  const options = commands.find(({ name }) => name === task.name)?.options ?? [];
  const args = readArguments(task.argv, options);
  const seenBy = task.isWitnessed ? witness() : undefined;
  const files = diskFiles(seenBy);
  const settingsFor = settingsReader(args, files, task.folder);
  const quiet = args.has('quiet');
  const context = lintContext({ ...task, environment: hostEnvironment(environment), seenBy }, files, settingsFor);
  const lint = shareLinter(context, (linted) => settled(linted, quiet), seenBy);
  return async (block) => {
    const share: readonly Candidate[] = JSON.parse(decoder.decode(block));
    return sentShare(await lint(share), settingsFor);
  };
}
