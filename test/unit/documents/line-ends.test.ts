import { describe, expect, test } from 'vitest';
import { readShell } from '../../../shared/documents/shell/read-shell.ts';

const script = `#!/bin/bash
MODEL=./m # the model
ARGS=(
  --a 1
  --b "two words"
)
if true; then
  vllm serve "$MODEL" \\
    -tp 4 \\
    "\${ARGS[@]}" # comment
fi
python - <<EOF
text
EOF
cat x |
  vllm serve y &&
  echo done
`;

describe('a script with CRLF', () => {
  const unix = readShell(script);
  const text = script.replaceAll('\n', '\r\n');
  const windows = readShell(text);

  test('has the same commands and comments', () => {
    expect(windows.commands.map(({ words }) => words.map((word) => word.text))).toEqual(
      unix.commands.map(({ words }) => words.map((word) => word.text)),
    );
    expect(windows.comments.map((comment) => comment.text)).toEqual(unix.comments.map((comment) => comment.text));
  });

  test('at the same places of its own text', () => {
    const sources = (from: string, { commands }: typeof unix) =>
      commands.flatMap(({ words }) => words.map(({ span }) => from.slice(span.start, span.end)));
    expect(sources(text, windows)).toEqual(sources(script, unix).map((source) => source.replaceAll('\n', '\r\n')));
  });
});
