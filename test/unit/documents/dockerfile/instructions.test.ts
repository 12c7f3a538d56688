import { expect, test } from 'vitest';
import { partsOf } from '../../../../shared/documents/dockerfile/instructions.ts';

/** Each instruction by its keyword and what follows it. */
function cut(text: string): readonly string[] {
  return partsOf(text).instructions.map(({ keyword, arguments: given }) =>
    given === undefined ? keyword : `${keyword}|${text.slice(given.start, given.end)}`,
  );
}

test.each<[string, string, readonly string[]]>([
  ['one a line', 'FROM a\n\n  run b  \ncmd', ['FROM|a', 'RUN|b', 'CMD']],
  ['with the line ends of Windows', 'FROM a\r\nRUN b \\\r\n  c\r\n', ['FROM|a', 'RUN|b \\\r\n  c']],
  ['continued, with blanks behind the backslash', 'RUN a \\  \n  b\nRUN c', ['RUN|a \\  \n  b', 'RUN|c']],
  ['continued over comments and empty lines', 'RUN a \\\n# x\n\n  b\nRUN c', ['RUN|a \\\n# x\n\n  b', 'RUN|c']],
  ['continued at once', 'ENV \\\n  A=1 \\\n  B=2\n', ['ENV|A=1 \\\n  B=2']],
  ['continued up to the end', 'RUN a \\\n', ['RUN|a']],
  ['continued by a comment alone', 'RUN a \\\n# b', ['RUN|a']],
  ['with the escape of Windows', '# escape=`\nRUN a `\n  b\\\nRUN c', ['RUN|a `\n  b\\', 'RUN|c']],
  ['with flags', 'COPY --from=b /a /b', ['COPY|--from=b /a /b']],
  ['after a byte order mark', '\uFEFFFROM a', ['FROM|a']],
])('instructions %s', (_, text, expected) => {
  expect(cut(text)).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ['one', 'RUN <<EOF\na\nEOF\nRUN b', ['RUN|<<EOF\na\nEOF', 'RUN|b']],
  ['two', 'COPY <<A <<B /x/\na\nA\nB\nRUN b', ['COPY|<<A <<B /x/\na\nA\nB', 'RUN|b']],
  ['indented by tabs', 'RUN <<-EOF\n\ta\n\tEOF\nRUN b', ['RUN|<<-EOF\n\ta\n\tEOF', 'RUN|b']],
  ['in quotes', 'RUN <<"E F"\nRUN <<\'E\'\nF\nE\nRUN b', ['RUN|<<"E F"', "RUN|<<'E'\nF\nE", 'RUN|b']],
  ['whose end stands in a longer line', 'RUN <<E\nxE\nE x\nE\nRUN b', ['RUN|<<E\nxE\nE x\nE', 'RUN|b']],
  ['behind a continued line', 'RUN a && \\\n  cat <<E\nx\nE\nRUN b', ['RUN|a && \\\n  cat <<E\nx\nE', 'RUN|b']],
  ['of a trigger', 'ONBUILD RUN <<E\nx\nE\nRUN b', ['ONBUILD|RUN <<E\nx\nE', 'RUN|b']],
  ['that is none: a here-string', 'RUN a <<<b\nRUN c', ['RUN|a <<<b', 'RUN|c']],
  ['that is none: another instruction', 'ENV A=1 <<E\nRUN c', ['ENV|A=1 <<E', 'RUN|c']],
  ['without an end', 'RUN <<E\na\nRUN b', ['RUN|<<E\na\nRUN b']],
])('heredocs: %s', (_, text, expected) => {
  expect(cut(text)).toEqual(expected);
});

test('directives are no comments, and a comment with a sign of equality in it is no directive', () => {
  const comments = (text: string): readonly string[] => partsOf(text).comments.map((comment) => comment.text);
  expect(comments('# syntax=docker/dockerfile:1\n# a\nFROM b # c\n#d')).toEqual([' a', 'd']);
  expect(comments('# shardlint: ignore-file[a] b=c\nFROM b')).toEqual([' shardlint: ignore-file[a] b=c']);
});
