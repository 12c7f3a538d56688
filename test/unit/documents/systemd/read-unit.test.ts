import { expect, test } from 'vitest';
import type { Command } from '../../../../shared/documents/command.ts';
import { readerOf } from '../../../../shared/documents/readers.ts';
import { readUnit } from '../../../../shared/documents/systemd/read-unit.ts';

function commandsOf(text: string, beside: Readonly<Record<string, string>> = {}): readonly Command[] {
  return readUnit(text, { path: '/project/a.service', readBeside: (path) => beside[path] }).commands;
}

const textOf = ({ words }: Command): string => words.map((word) => word.text ?? (word.spread === true ? '…' : '?')).join(' ');

const service = (...lines: readonly string[]): string => ['[Service]', ...lines].join('\n');

test.each([
  ['vllm.service', true],
  ['vllm@.service', true],
  ['a/vllm.service.d/override.conf', true],
  ['vllm.container', true],
  ['nginx.conf', false],
  ['service.yaml', false],
])('%s is a unit: %s', (path, accepted) => {
  expect(readerOf(path)?.kind === 'systemd').toBe(accepted);
});

test.each<[string, string]>([
  ['ExecStart=vllm serve "a b" \'c\' d\\x20e', 'vllm serve a b c d e'],
  ['ExecStart=vllm serve m --seed=100%%', 'vllm serve m --seed=100%'],
  ['ExecStart=vllm serve %h/models/%i', 'vllm serve ?'],
  ['ExecStart=vllm serve $$M m$M', 'vllm serve $M m$M'],
  ['Environment=A=x\nExecStart=vllm ${A} a${A}b $A', 'vllm x axb x'],
  ['Environment="A=x y"\nExecStart=vllm ${A} $A', 'vllm x y x y'],
  ['Environment=A=x\nExecStart=:vllm ${A}', 'vllm ${A}'],
  ['ExecStart=vllm ${B} $B', 'vllm ? …'],
  ['ExecStart=-@/usr/bin/vllm name serve m', '/usr/bin/vllm serve m'],
  ['ExecStart=vllm serve m \\\n  # not this\n  --tp 2', 'vllm serve m --tp 2'],
  ['Environment=A=x\nEnvironment=\nExecStart=vllm ${A}', 'vllm ?'],
])('%s', (lines, words) => {
  expect(commandsOf(service(...lines.split('\n'))).map(textOf)).toEqual([words]);
});

test('a semicolon parts commands', () => {
  expect(commandsOf(service('ExecStart=a b ; vllm serve m')).map(textOf)).toEqual(['a b', 'vllm serve m']);
});

test('a file of variables goes before the unit; one that is not there may set any of them', () => {
  const text = service('EnvironmentFile=-vars.env', 'Environment=A=1', 'ExecStart=vllm ${A} ${B}');
  expect(commandsOf(text, { 'vars.env': 'export A="2"\nB=$A' }).map(textOf)).toEqual(['vllm 2 ?']);
  expect(commandsOf(text).map(textOf)).toEqual(['vllm ? ?']);
});

test('a container is the podman run that it stands for', () => {
  const lines = ['Image=img:v1', 'Volume=/a:/b', 'Environment=K=v', 'AddDevice=nvidia.com/gpu=0', 'WorkingDir=/w', 'Exec=--model m'];
  const [command] = commandsOf(['[Container]', ...lines].join('\n'));
  expect(command?.image?.text).toBe('img:v1');
  expect(command?.afterEntrypoint).toBe(true);
  expect(command?.mounts).toEqual([{ inside: '/b', outside: '/a' }]);
  expect(command?.environment.get('K')?.text).toBe('v');
  expect(command?.gpus?.count).toBe(1);
  expect(command && textOf(command)).toBe('--model m');
});

test('settings of other sections start nothing', () => {
  expect(commandsOf('[Unit]\nExecStart=vllm serve m')).toEqual([]);
});

test.each(['ExecStart=a \\\n', 'Environment=A=$A\n', '[Service]\n', 'ExecStart="\n'])('10,000 times %j is read', (piece) => {
  expect(readUnit(`[Service]\n${piece.repeat(10_000)}`, { path: '', readBeside: () => undefined }).kind).toBe('systemd');
});
