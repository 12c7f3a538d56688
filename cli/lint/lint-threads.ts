import type { Io } from '../io.ts';
import type { SettingsFor } from '../settings-flags.ts';
import type { LintTask } from '../threads.ts';
import type { LintThreads } from './lint-candidates.ts';
import { receivedShare } from './sent-outcomes.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Starts threads for a run, which get lists of candidates and give what became of them; none where the machine gives none. */
export function threadStarter(task: LintTask, { startThreads }: Io, settingsFor: SettingsFor): () => LintThreads | undefined {
  return () => {
    const threads = startThreads?.(task);
    if (threads === undefined) return undefined;
    const { room, answer, close } = threads;
    return {
      room,
      close,
      lint: async (share) => receivedShare(decoder.decode(await answer(encoder.encode(JSON.stringify(share)))), settingsFor),
    };
  };
}
