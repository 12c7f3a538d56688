import { fixtureTexts } from './flaw-at-path.ts';
import { testReader } from './test-reader.ts';

const pieces = [
  '[Service]\n',
  '[Container]\n',
  'ExecStart=',
  'ExecStart=vllm serve m\n',
  'Environment=A=$A\n',
  'Environment="A=b" B=c\n',
  'EnvironmentFile=-.env\n',
  '${A}',
  '%i',
  'Exec=',
  'Image=vllm/vllm-openai:v0.11.0\n',
  '\\x20',
  'WorkingDirectory=~\n',
];

const texts = fixtureTexts('systemd');

testReader({ name: 'systemd', path: 'vllm.service', texts, pieces });
