import type { Connection } from 'vscode-languageserver/node';
import {
  type DocumentStatus,
  type RulePage,
  type RulePageParams,
  rulePageRequest,
  type StatusParams,
  statusRequest,
} from '../shared/protocol.ts';
import { handle } from './handle.ts';
import { rulePage } from './rule-page.ts';
import type { Session } from './session.ts';

/** Answers what the client asks, once there is a session. */
export function answerRequests(connection: Connection, session: Promise<Session>): void {
  const log = connection.console;
  const answer = <P, R>(method: string, work: (session: Session, params: P) => Promise<R>) =>
    handle<P, R>(log, method, async (params) => work(await session, params));
  connection.languages.diagnostics.on(answer('textDocument/diagnostic', (now, params) => now.diagnose(params)));
  connection.onCodeAction(answer('textDocument/codeAction', (now, params) => now.codeActions(params)));
  connection.onHover(answer('textDocument/hover', (now, params) => now.hover(params)));
  connection.onDocumentLinks(answer('textDocument/documentLink', (now, params) => now.links(params)));
  connection.onDefinition(answer('textDocument/definition', (now, params) => now.definition(params)));
  connection.onCompletion(answer('textDocument/completion', (now, params) => now.complete(params)));
  connection.onRequest(
    statusRequest,
    answer<StatusParams, DocumentStatus>(statusRequest, (now, params) => now.status(params)),
  );
  connection.onRequest(
    rulePageRequest,
    handle<RulePageParams, RulePage | null>(log, rulePageRequest, ({ rule }) => rulePage(rule)),
  );
}
