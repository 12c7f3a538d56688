import { describe, expect, test } from 'vitest';
import { readDockerfile } from '../../../../shared/documents/dockerfile/read-dockerfile.ts';
import { readerOf } from '../../../../shared/documents/readers.ts';

/** The commands of a Dockerfile as text, `IMAGE:` before those that only follow its entrypoint; unknown words as `?`. */
function commandsOf(...lines: readonly string[]): readonly string[] {
  return readDockerfile(lines.join('\n')).commands.map(({ words, image, afterEntrypoint }) => {
    const text = words.map((word) => word.text ?? '?').join(' ');
    return afterEntrypoint ? `${image?.text ?? '?'}: ${text}` : text;
  });
}

test.each([
  ['Dockerfile', true],
  ['Dockerfile.vllm', true],
  ['docker/vllm.Dockerfile', true],
  ['serve.dockerfile', true],
  ['Containerfile', true],
  ['Dockerfile_trtllm', true],
  ['my-Dockerfile.cpu', true],
  ['Dockerfile.md', false],
  ['Dockerfile.sh', false],
  ['NotADockerfile', false],
  ['dockerfiles', false],
])('%s is a Dockerfile: %s', (path, accepted) => {
  expect(readerOf(path)?.kind === 'dockerfile').toBe(accepted);
});

describe('what an image runs', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['a list after the image', ['FROM a', 'CMD ["--x", "1"]'], ['a: --x 1']],
    ['both lists', ['FROM a', 'ENTRYPOINT ["vllm"]', 'CMD ["serve", "m"]'], ['vllm serve m']],
    ['a command before its entrypoint', ['FROM a', 'CMD ["serve"]', 'ENTRYPOINT ["vllm"]'], ['vllm serve']],
    ['the last of each', ['FROM a', 'CMD ["x"]', 'CMD ["y"]'], ['a: y']],
    ['an entrypoint drops what the stage below said', ['FROM a AS b', 'CMD ["x"]', 'FROM b', 'ENTRYPOINT ["vllm"]'], ['a: x', 'vllm']],
    ['shell text after an entrypoint', ['FROM a', 'ENTRYPOINT ["tini", "--"]', 'CMD vllm serve m'], ['vllm serve m']],
    ['a shell entrypoint', ['FROM a', 'ENTRYPOINT vllm serve m', 'CMD ["ignored"]'], ['vllm serve m']],
    ['exec in a shell entrypoint', ['FROM a', 'ENV M=m', 'ENTRYPOINT exec vllm serve $M'], ['vllm serve m']],
    ['names in lists are not expanded', ['FROM a', 'ENV M=m', 'CMD ["vllm", "$M"]'], ['a: vllm $M']],
    ['a shell of Windows is not read', ['FROM a', 'SHELL ["powershell", "-Command"]', 'CMD vllm serve m'], []],
    ['an empty image', ['FROM scratch', 'CMD ["/vllm", "serve"]'], ['/vllm serve']],
    ['single quotes make no list', ['FROM a', "CMD ['vllm', 'serve']"], ['[vllm, serve]']],
  ])('%s', (_, lines, commands) => {
    expect(commandsOf(...lines)).toEqual(commands);
  });
});

describe('variables', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['an argument is gone when the image runs', ['FROM a', 'ARG M=m', 'CMD vllm serve $M'], ['vllm serve ?']],
    ['and lives on in a variable', ['FROM a', 'ARG M=m', 'ENV N=${M}', 'CMD vllm serve $N'], ['vllm serve m']],
    ['a global one only where it is named', ['ARG M=m', 'FROM a', 'ENV N=$M', 'CMD vllm $N'], ['vllm ?']],
    ['a global one by its name', ['ARG M=m', 'FROM a', 'ARG M', 'ENV N=$M', 'CMD vllm $N'], ['vllm m']],
    ['one without a default', ['FROM a', 'ARG M', 'ENV N=$M O=${M:-o}', 'CMD vllm $N $O'], ['vllm ? o']],
    ['quotes and escapes', ['FROM a', 'ENV A="x y" B=x\\ y C=\'$D\'', 'RUN e "$A" "$B" "$C"'], ['e x y x y $D']],
    ['the old form', ['FROM a', 'ENV A x  y', 'RUN e "$A"'], ['e x  y']],
    ['of a stage below', ['FROM a AS b', 'ENV A=1', 'FROM b', 'RUN e $A'], ['e 1']],
    ['only set', ['FROM a', 'ENV A=1 B=${A:+x} ', 'ENV C=${A:+x}', 'RUN e "$B" $C'], ['e  x']],
  ])('%s', (_, lines, commands) => {
    expect(commandsOf(...lines)).toEqual(commands);
  });

  test('in the name of an image', () => {
    const { commands } = readDockerfile('ARG TAG=v1\nFROM a:${TAG} AS b\nFROM B\nCMD ["x"]');
    expect(commands[0]?.image?.text).toBe('a:v1');
  });
});

test.each<[string, readonly string[], readonly string[]]>([
  ['flags', ['RUN --mount=type=cache,target=/c --network=none pip install x'], ['pip install x']],
  ['comments and empty lines between', ['RUN a \\', '# one', '', '  b \\', '  c'], ['a b c']],
  ['a heredoc as the script', ['RUN <<EOF', 'a 1', 'b 2', 'EOF'], ['a 1', 'b 2']],
  ['a heredoc for a program', ['RUN python3 <<EOF', 'import vllm', 'EOF', 'RUN a'], ['python3', 'a']],
  ['a heredoc with its own interpreter', ['RUN <<EOF', '#!/usr/bin/env python3', 'import vllm', 'EOF'], []],
  ['a list', ['RUN ["pip", "install", "x"]'], ['pip install x']],
])('what is run while it is built: %s', (_, lines, commands) => {
  expect(commandsOf('FROM a', ...lines)).toEqual(commands);
});

test('comments are comments of the document, those in a script apart', () => {
  const { comments } = readDockerfile('# one\nFROM a\nRUN a \\\n  # two\n  b\nRUN <<E\n# not\nE\n');
  expect(comments.map(({ text }) => text)).toEqual([' one', ' two']);
});

test.each([
  'RUN a \\\n',
  'FROM a AS b\n',
  'FROM b AS b\n',
  'ENV A="$A$A"\n',
  'CMD ["a"]\n',
  'RUN <<E\nx\nE\n',
  '${A:-',
  'ENV A=${A:-$A}\n',
])('3,000 times %j is read', (piece) => {
  expect(readDockerfile(`FROM x\n${piece.repeat(3000)}`).kind).toBe('dockerfile');
});
