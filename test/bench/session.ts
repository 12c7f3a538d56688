import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type DocumentDiagnosticReport,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

export interface Document {
  readonly file: string;
  readonly languageId: string;
  readonly text: string;
  /** A digit is typed behind this text, and taken back, again and again. */
  readonly editBehind: string;
}

/** What one server process took: milliseconds and megabytes. */
export interface Session {
  /** Process start to the answer to `initialize`. */
  readonly initialized: number;
  /** `didOpen` to diagnostics. */
  readonly opened: number;
  /** `didChange` to diagnostics, of each edit. */
  readonly edits: readonly number[];
  /** VmRSS at the end and VmHWM, as Linux counts them; NaN elsewhere. */
  readonly residentMegabytes: number;
  readonly peakMegabytes: number;
  readonly diagnostics: number;
}

/** Starts a server, opens a document in it, edits, and ends it. */
export async function measureSession(server: string, document: Document, edits: number): Promise<Session> {
  const started = performance.now();
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const since = (time: number): number => performance.now() - time;
  try {
    await initialize(connection, path.dirname(document.file));
    const initialized = since(started);
    await connection.sendNotification('initialized', {});
    const opening = performance.now();
    const diagnostics = await open(connection, document);
    const opened = since(opening);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const times: number[] = [];
    for (let at = 0; at < edits; at++) times.push(await timeOfEdit(connection, document, at));
    return { initialized, opened, edits: times, diagnostics, ...memoryOf(child) };
  } finally {
    await end(connection, child);
  }
}

function initialize(connection: ProtocolConnection, folder: string): Promise<unknown> {
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  const uri = pathToFileURL(folder).href;
  return connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        diagnostic: { dynamicRegistration: true, relatedInformation: true },
        publishDiagnostics: { relatedInformation: true },
      },
    },
  });
}

async function open(connection: ProtocolConnection, { file, languageId, text }: Document): Promise<number> {
  const uri = pathToFileURL(file).href;
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  return diagnosticsOf(connection, file);
}

async function timeOfEdit(connection: ProtocolConnection, { file, text, editBehind }: Document, at: number): Promise<number> {
  const before = text.slice(0, text.indexOf(editBehind) + editBehind.length).split('\n');
  const place = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const typed = at % 2 === 0;
  const change = typed
    ? { range: { start: place, end: place }, text: '0' }
    : { range: { start: place, end: { ...place, character: place.character + 1 } }, text: '' };
  const started = performance.now();
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: pathToFileURL(file).href, version: at + 2 },
    contentChanges: [change],
  });
  await diagnosticsOf(connection, file);
  return performance.now() - started;
}

async function diagnosticsOf(connection: ProtocolConnection, file: string): Promise<number> {
  const textDocument = { uri: pathToFileURL(file).href };
  const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
  return report.kind === 'full' ? report.items.length : 0;
}

function memoryOf({ pid }: ChildProcess): Pick<Session, 'residentMegabytes' | 'peakMegabytes'> {
  const status = statusOf(pid);
  const megabytes = (key: string): number => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024;
  return { residentMegabytes: megabytes('VmRSS'), peakMegabytes: megabytes('VmHWM') };
}

function statusOf(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

async function end(connection: ProtocolConnection, child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await connection.sendRequest('shutdown').catch(() => undefined);
  await connection.sendNotification('exit').catch(() => undefined);
  setTimeout(() => child.kill('SIGKILL'), 2000).unref();
  await ended;
  connection.dispose();
}
