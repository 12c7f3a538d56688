import { describe, expect, test } from 'vitest';
import { readBatch } from '../../../../shared/documents/batch/read-batch.ts';
import type { LaunchDocument } from '../../../../shared/documents/document.ts';
import { readPowerShell } from '../../../../shared/documents/powershell/read-powershell.ts';

function textsOf({ commands }: LaunchDocument): readonly string[] {
  return commands.map(({ words }) => words.map((word) => word.text ?? (word.spread === true ? '…' : '?')).join(' '));
}

describe('PowerShell', () => {
  test.each<[string, string, readonly string[]]>([
    ['quotes', 'vllm "a b" \'c\'\'d\' "e""f" "g`"h"', ['vllm a b c\'d e"f g"h']],
    ['lines that go on', 'vllm serve `\n  m `\r\n  --tp 2', ['vllm serve m --tp 2']],
    ['variables', '$m = "x"\nvllm $m "$m/y" "${m}z" $m.Length "$($m)"', ['vllm x x/y xz … ?']],
    ['single quotes', "$m = 1\nvllm '$m'", ['vllm $m']],
    ['numbers and types', '[int]$tp = 4\nvllm --tp $tp', ['vllm --tp 4']],
    ['a dashed word keeps its dollar from PowerShell', '$tp = 4\nvllm --tp=$tp "--tp=$tp"', ['vllm ? --tp=4']],
    ['arrays', '$a = @("x", "y")\n$a += "z"\nvllm $a @a', ['vllm x y z x y z']],
    ['an array over lines', '$a = @(\n "x"\n "y" # two\n)\nvllm @a', ['vllm x y']],
    ['an array with what is not known', '$a = "x", (Get-It), "y"\nvllm @a', ['vllm …']],
    ['the environment', '$env:A = "1"\nvllm $env:A $env:B', ['vllm 1 …']],
    ['a condition', 'if ($x) { $a = 1 }\nvllm $a', ['vllm …']],
    ['a block knows what it set', 'if ($x) { $a = 1; vllm $a }', ['vllm 1']],
    ['a loop', '$a = 1\nwhile ($true) { vllm $a; $a = 2 }', ['vllm …']],
    ['parameters', 'param([string]$M = "m", [int]$T)\nvllm $M $T', ['vllm m …']],
    ['the call operator', '& "C:\\x\\vllm.exe" serve', ['vllm serve']],
    ['a variable as the program', '$p = "vllm"\n& $p serve', ['vllm serve']],
    ['a result', '$r = vllm serve m', ['vllm serve m']],
    ['redirections', 'vllm serve m *> log.txt 2>&1', ['vllm serve m']],
    ['pipes', 'vllm serve m | Tee-Object log.txt', ['vllm serve m']],
    ['cmdlets', 'Write-Host "vllm serve"', []],
    ['here-strings', '$c = @"\nvllm serve m\n"@\niex $c', ['vllm serve m']],
    ['comments', '# vllm serve\n<# vllm\n serve #> vllm x # y', ['vllm x']],
    ['Start-Process', 'Start-Process vllm -ArgumentList "serve `"a b`" --tp 2" -Wait', ['vllm serve a b --tp 2']],
    ['Start-Process with an array', '$a = "serve", "m"\nStart-Process -FilePath vllm.exe -ArgumentList $a', ['vllm serve m']],
    ['wsl', 'wsl -d U -e vllm serve m', ['vllm serve m']],
  ])('%s', (_, text, commands) => {
    expect(textsOf(readPowerShell(text))).toEqual(commands);
  });

  test.each(['$a += "x"\n', '$a = "$a$a"\n', '@(', '{', '"', '$(', '"$(', '<#', 'iex "', '@"\n', 'foreach ($a in $b) {'])(
    '10,000 times %j is read',
    (piece) => {
      expect(readPowerShell(piece.repeat(10_000)).kind).toBe('powershell');
    },
  );
});

describe('a batch file', () => {
  test.each<[string, string, readonly string[]]>([
    ['variables', 'set M=m\nset "T=2"\nvllm %M% --tp %T% %X% %1', ['vllm m --tp 2 … …']],
    ['names in any case', 'set Size=2\nvllm %SIZE%', ['vllm 2']],
    ['late ones', 'set M=m\nvllm !M!', ['vllm m']],
    ['lines that go on', 'vllm serve ^\r\n  m ^\n  --tp 2', ['vllm serve m --tp 2']],
    ['quotes', 'vllm "a b" "c \\"d\\"" e^&f', ['vllm a b c "d" e&f']],
    ['several commands', 'a & vllm b && vllm c || vllm d', ['a', 'vllm b', 'vllm c', 'vllm d']],
    ['worked out', 'set /a T=2*2\nset /p M=Which?\nvllm %T% %M%', ['vllm … …']],
    ['a condition', 'set T=1\nif exist x set T=2\nvllm %T%', ['vllm …']],
    ['a default', 'if "%T%"=="" set T=4\nvllm %T%', ['vllm 4']],
    ['a block', 'if 1==1 (\n  vllm serve m\n) else (\n  vllm serve n\n)', ['vllm serve m', 'vllm serve n']],
    ['in a block', 'set T=1\nif 1==1 (\n  set T=2\n)\nvllm %T%', ['vllm …']],
    ['a jump back', 'set T=1\n:again\nvllm %T%\nset T=2\ngoto again', ['vllm 1', 'goto again']],
    ['for', 'for %%i in (1 2) do vllm %%i', ['vllm …']],
    ['start', 'start "a title" /d C:\\x /b vllm.exe serve m', ['vllm serve m']],
    ['call', 'call C:\\x\\vllm.cmd serve m', ['vllm serve m']],
    ['cmd', 'cmd /c "vllm serve m"\ncmd /k vllm serve n', ['vllm serve m', 'vllm serve n']],
    ['redirections', 'vllm serve m > log.txt 2>&1', ['vllm serve m']],
    ['comments', 'rem vllm\n:: vllm\n@REM vllm\n@vllm serve', ['vllm serve']],
  ])('%s', (_, text, commands) => {
    expect(textsOf(readBatch(text))).toEqual(commands);
  });

  test.each(['set A=%A%%A%x\n', 'a ^\n', '"', '(', 'if 1==1 ', 'cmd /c "', '%', ':a\n', 'for %%i in (a) do '])(
    '10,000 times %j is read',
    (piece) => {
      expect(readBatch(piece.repeat(10_000)).kind).toBe('batch');
    },
  );
});
