import * as vscode from 'vscode';
import { ruleOf, rules } from '../shared/lint/rules.ts';

const scheme = 'shardlint-rule';

/** Links that the server puts on rule ids; VS Code hands them to this extension, in whatever edition of the editor it runs. */
export function ruleLinkTemplate({ extension }: vscode.ExtensionContext): string {
  return `${vscode.env.uriScheme}://${extension.id}/rule/{rule}`;
}

/** Serves the pages as read-only documents and answers the links to them. No network is needed. */
export function registerRulePages(context: vscode.ExtensionContext): readonly vscode.Disposable[] {
  return [
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ path }) => pageOf(context, path.replace(/^\/|\.md$/g, '')),
    }),
    vscode.window.registerUriHandler({
      handleUri: ({ path }) => {
        const rule = /^\/rule\/([\w-]+)$/.exec(path)?.[1];
        if (rule !== undefined) void showRule(rule);
      },
    }),
  ];
}

/** Shows the page of a rule as rendered Markdown; asks for the rule if none is given. */
export async function showRule(rule: string | undefined): Promise<void> {
  const chosen = rule ?? (await pickRule());
  if (chosen === undefined || !ruleOf(chosen)) return;
  const uri = vscode.Uri.from({ scheme, path: `/${chosen}.md` });
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // The editor's Markdown extension may be switched off.
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}

async function pickRule(): Promise<string | undefined> {
  const items = rules.map(({ id, title }) => ({ label: id, description: title }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Rule to explain'), matchOnDescription: true });
  return picked?.label;
}

let pages: Promise<ReadonlyMap<string, string>> | undefined;

async function pageOf(context: vscode.ExtensionContext, rule: string): Promise<string> {
  pages ??= readPages(vscode.Uri.joinPath(context.extensionUri, 'dist', 'rules.json'));
  return (await pages).get(rule) ?? vscode.l10n.t('There is no page for the rule {0}.', rule);
}

async function readPages(file: vscode.Uri): Promise<ReadonlyMap<string, string>> {
  try {
    const bytes = await vscode.workspace.fs.readFile(file);
    return new Map(Object.entries(JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>));
  } catch {
    return new Map();
  }
}
