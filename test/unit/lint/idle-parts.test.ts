import { expect, test } from 'vitest';
import { nothingAround } from '../../../shared/documents/document.ts';
import { readerOf } from '../../../shared/documents/readers.ts';
import { isWorthReading, namesAListedEngine } from '../../../shared/engines/marks.ts';

const around = { ...nothingAround, isWorthReading: (part: string) => isWorthReading(part) || namesAListedEngine(part) };

/** The commands that are read of a document whose other parts are passed over. */
function readOf(name: string, ...lines: readonly string[]): readonly string[] {
  const document = readerOf(name)?.read(lines.join('\n'), { ...around, path: name });
  return document?.commands.map(({ words }) => words.map(({ text }) => text ?? '?').join(' ')) ?? [];
}

const image = 'FROM vllm/vllm-openai:v0.11.0';

test.each<[string, string, readonly string[], readonly string[]]>([
  ['other programs', 'Dockerfile', [image, 'RUN apt-get update', 'CMD ["serve"]'], ['serve']],
  ['what installs an engine', 'Dockerfile', [image, 'RUN a', 'RUN pip install vllm==0.9.0'], ['pip install vllm==0.9.0']],
  ['an engine behind an argument', 'Dockerfile', ['ARG E=sglang', image, 'ARG E', 'RUN a', 'RUN $E serve m'], ['sglang serve m']],
  ['one of the stage below', 'Dockerfile', ['FROM a AS b', 'ENV E=vllm', 'FROM b', 'RUN ${E} serve m'], ['vllm serve m']],
  ['a variable that says nothing', 'Dockerfile', [image, 'ENV A=1', 'RUN a $A'], []],
  ['an engine that is only listed', 'Dockerfile', [image, 'RUN mlc_llm serve m'], ['mlc_llm serve m']],
  ['other processes', 'Procfile', ['a: ./work', 'web: vllm serve m'], ['vllm serve m']],
  ['other recipes', 'justfile', ['e := "vllm"', 'a:', '  ./work', 'b:', '  {{e}} serve m'], ['vllm serve m']],
  ['an exported variable of just', 'justfile', ['export E := "vllm"', 'a:', '  ./work', 'b:', '  $E serve m'], ['vllm serve m']],
  ['other targets', 'Makefile', ['E = vllm', 'a:', '\t./work', 'b:', '\t$(E) serve m'], ['vllm serve m']],
  ['an exported variable of make', 'Makefile', ['export E = vllm', 'a:', '\t./work', 'b:', '\t$$E serve m'], ['vllm serve m']],
])('only what may matter is read: %s', (_, name, lines, commands) => {
  expect(readOf(name, ...lines)).toEqual(commands);
});

test('a comment behind a command that does not matter is heard', () => {
  const text = 'a: ./work # shardlint: ignore-file\nb: ./work\nweb: vllm serve m';
  expect(readerOf('Procfile')?.read(text, around).comments).toHaveLength(1);
});
