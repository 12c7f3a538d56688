import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../package.json';
import { t } from '../shared/text/localize.ts';
import { startServer } from './server.ts';

const channels = ['--stdio', '--node-ipc', '--socket', '--pipe'];

const args = process.argv.slice(2);

if (args.includes('--version') || args.includes('-V')) process.stdout.write(`${version}\n`);
else if (args.includes('--help') || args.includes('-h')) process.stdout.write(`${help()}\n`);
else if (args.some(namesChannel)) {
  // Each edit leaves a few megabytes of garbage that nothing else needs. Left to itself, V8 grows the space for it to 48 MB;
  // kept as it starts, it is swept more often, in less time, and the server takes 20 MB less.
  setFlagsFromString('--semi-space-growth-factor=1');
  startServer(createConnection(ProposedFeatures.all), { rehearses: true });
} else {
  process.stderr.write(`${help()}\n`);
  process.exitCode = 2;
}

function namesChannel(arg: string): boolean {
  return channels.some((channel) => arg === channel || arg.startsWith(`${channel}=`));
}

function help(): string {
  return [
    t('shardlint-language-server: the linter of LLM launches for any editor that speaks the language server protocol'),
    '',
    t('Usage: shardlint-language-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME'),
    '',
    `  --stdio        ${t('talk over standard input and output')}`,
    `  --node-ipc     ${t('talk over the channel of a Node parent process')}`,
    `  --socket=PORT  ${t('connect to a port of this machine')}`,
    `  --pipe=NAME    ${t('connect to a named pipe or socket file')}`,
    `  -h, --help     ${t('show this help')}`,
    `  -V, --version  ${t('show the version')}`,
    '',
    t('Example, Neovim 0.11 or newer:'),
    "  vim.lsp.config('shardlint', { cmd = { 'shardlint-language-server', '--stdio' }, filetypes = { 'sh', 'json', 'jsonc' } })",
    "  vim.lsp.enable('shardlint')",
  ].join('\n');
}
