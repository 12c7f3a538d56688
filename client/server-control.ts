import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

export type ServerState = 'idle' | 'starting' | 'running' | 'stopped';

/** The life of the language server. */
export interface ServerControl extends vscode.Disposable {
  readonly state: () => ServerState;
  readonly onDidChangeState: vscode.Event<ServerState>;
  /** Starts it if it does not run yet. */
  readonly start: () => Promise<void>;
  /** Stops and starts it; while one restart runs, at most one more is queued. */
  readonly restart: () => Promise<void>;
  /** Undefined while no server runs. */
  readonly request: <R>(method: string, params: object) => Promise<R | undefined>;
}

export function createServerControl(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): ServerControl {
  const changed = new vscode.EventEmitter<ServerState>();
  let state: ServerState = 'idle';
  let client: LanguageClient | undefined;
  const become = (next: ServerState): void => {
    state = next;
    changed.fire(next);
  };
  const start = async (): Promise<void> => {
    become('starting');
    try {
      const { createClient } = await import('./language-client.ts');
      client ??= createClient(context, log, become);
      await client.start();
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      become('stopped');
    }
  };
  const restart = coalesced(async () => {
    log.info('restarting the language server');
    // A server that hangs does not answer; a new one is started all the same.
    await client?.dispose().catch((error: unknown) => log.warn(String(error)));
    client = undefined;
    await start();
  });
  return {
    state: () => state,
    onDidChangeState: changed.event,
    start: async () => (state === 'idle' ? start() : undefined),
    restart,
    request: async <R>(method: string, params: object) => (state === 'running' ? client?.sendRequest<R>(method, params) : undefined),
    dispose: () => {
      changed.dispose();
      void client?.dispose();
    },
  };
}

/** One run at a time; calls made meanwhile share the one run that follows. */
function coalesced(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let queued: Promise<void> | undefined;
  const run = (): Promise<void> => {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (!running) return run();
    queued ??= running
      .catch(() => undefined)
      .then(() => {
        queued = undefined;
        return run();
      });
    return queued;
  };
}
