import * as vscode from 'vscode';
import { type DocumentStatus, statusRequest } from '../shared/protocol.ts';
import type { ServerControl } from './server-control.ts';

/** What a report of a wrong finding needs, as Markdown. No text of a document and no path beyond the file's name is in it. */
export async function debugInformation({ extension }: vscode.ExtensionContext, server: ServerControl): Promise<string> {
  const document = vscode.window.activeTextEditor?.document;
  const status = document && (await server.request<DocumentStatus>(statusRequest, { uri: document.uri.toString() }));
  const findings = document ? vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'shardlint') : [];
  return [
    `- shardlint ${String(extension.packageJSON.version)}, server ${server.state()}`,
    `- ${vscode.env.appName} ${vscode.version}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    `- trusted: ${vscode.workspace.isTrusted}, remote: ${vscode.env.remoteName ?? 'no'}, language: ${vscode.env.language}`,
    ...(document ? [`- document: ${document.languageId}, ${document.lineCount} lines, ${findings.length} findings`] : []),
    ...(status?.skipped ? [`- skipped: ${status.skipped}`] : []),
    ...(status?.launches ?? []).map((launch) => `- launch: \`${JSON.stringify({ ...launch, model: lastPart(launch.model) })}\``),
    ...findings.map(({ code, message }) => `- finding: ${typeof code === 'object' ? code.value : code}: ${message}`),
  ].join('\n');
}

/** The folders above a model are nobody's business. */
function lastPart(model: string | undefined): string | undefined {
  return model?.startsWith('/') ? model.slice(model.lastIndexOf('/') + 1) : model;
}
