import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

/** Where the server's own messages go. */
export interface Log {
  readonly error: (message: string) => void;
  readonly warn: (message: string) => void;
}

/** A request that takes longer than this is worth a line in the log. */
const slowMilliseconds = 50;

/**
 * Wraps a request: an exception becomes an error answer and a line in the log with the method's name, a cancelled
 * request is answered as cancelled and never computed. Nothing is thrown out of it.
 */
export function handle<P, R>(log: Log, method: string, work: (params: P, token: CancellationToken) => R | Promise<R>) {
  return async (params: P, token: CancellationToken): Promise<R | ResponseError<never>> => {
    if (token.isCancellationRequested) return cancelled();
    const start = performance.now();
    try {
      const result = await work(params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      log.error(`${method}: ${describe(error)}`);
      return new ResponseError(ErrorCodes.InternalError, `${method}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      const took = performance.now() - start;
      if (took > slowMilliseconds) log.warn(`${method} took ${Math.round(took)} ms`);
    }
  };
}

/** Runs what nobody waits for (notifications): an exception becomes a line in the log. */
export async function guard(log: Log, method: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error(`${method}: ${describe(error)}`);
  }
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
