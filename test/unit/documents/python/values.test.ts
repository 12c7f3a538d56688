import { describe, expect, test } from 'vitest';
import { callTexts } from './calls.ts';

/** The value that the only argument of `F(…)` has. */
function valueIn(text: string): string | undefined {
  return callTexts(text)
    .find((call) => call.startsWith('F('))
    ?.replace(/^F\(x=(.*)\)$/, '$1');
}

describe('a value that is certain', () => {
  test.each([
    ['F(x=8)', '8'],
    ['F(x=-1)', '-1'],
    ['F(x=1_000)', '1000'],
    ['F(x=16 * 1024)', '16384'],
    ['F(x=None)', 'null'],
    ['A = 8\nF(x=A)', '8'],
    ['A: int = 8\nF(x=A)', '8'],
    ['A = B = 8\nF(x=A)', '8'],
    ['A, B = 4, "b"\nF(x=B)', '"b"'],
    ['A = "a" "b"\nF(x=A)', '"ab"'],
    ['A = "a"\nF(x=f"{A}-b")', '"a-b"'],
    ['A = "a"\nF(x=A + "/b")', '"a/b"'],
    ['F(x=int("4"))', '4'],
    ['A = {"tp": 4}\nF(x=A["tp"])', '4'],
    ['A = [1, 2]\nF(x=A)', '[1,2]'],
    ['A = [1]\nA.append(2)\nA += [3]\nF(x=A)', '[1,2,3]'],
    ['A = {"a": 1}\nA["b"] = 2\nF(x=A)', '{"a":1,"b":2}'],
    ['class C:\n    A = 4\nF(x=C.A)', '4'],
    ['A = 4\nA = 8\nF(x=A)', '8'],
    ['A = 4\ndef f():\n    F(x=A)', '4'],
    ['with a as b:\n    A = 4\nF(x=A)', '4'],
    ['if __name__ == "__main__":\n    A = 4\n    F(x=A)', '4'],
  ])('%s', (text, value) => expect(valueIn(text)).toBe(value));
});

describe('a value that is not certain', () => {
  test.each([
    'A = 4\nif b:\n    A = 8\nF(x=A)',
    'A = 4\nA += 4\nF(x=A)',
    'A = 4\nfor _ in b:\n    F(x=A)\n    A *= 2',
    'for A in (1, 2):\n    F(x=A)',
    'def f(A=4):\n    F(x=A)',
    'A = 4\nA = 8\ndef f():\n    F(x=A)',
    'A = 4\ndef g():\n    global A\n    A = 8\ng()\nF(x=A)',
    'F(x=A if b else 4)',
    'F(x=os.environ.get("A", "4"))',
    'F(x=int(os.getenv("A", 4)))',
    'F(x=args.tp)',
    'F(x=self.tp)',
    'class C:\n    A = 4\nC.A = 8\nF(x=C.A)',
    'A = "a"\nF(x=f"{A!r}")',
    'A = {"a": 1}\nif b:\n    A["a"] = 2\nF(x=A)',
    'A = {"a": 1}\nchange(A)\nF(x=A)',
    'A = {"a": 1}\nB = A\nB["a"] = 2\nF(x=A)',
    'try:\n    A = 4\nexcept E:\n    A = 8\nF(x=A)',
    'A = 4\ndel A\nF(x=A)',
    'import A\nF(x=A)',
    'F(x=[i for i in A])',
  ])('%s', (text) => expect(valueIn(text)).toBe('?'));
});

describe('what is called', () => {
  test.each([
    ['from vllm import LLM\nLLM(a=1)', 'vllm.LLM(a=1)'],
    ['from vllm import LLM as L\nL("m")', 'vllm.LLM("m")'],
    ['import vllm as v\nv.LLM(a=1)', 'vllm.LLM(a=1)'],
    ['import vllm.engine.arg_utils\nvllm.engine.arg_utils.EngineArgs(a=1)', 'vllm.engine.arg_utils.EngineArgs(a=1)'],
    ['try:\n    from vllm import LLM\nexcept ImportError:\n    LLM = None\nLLM(a=1)', 'vllm.LLM(a=1)'],
    ['from vllm import LLM as Real\nLLM = None\nLLM = Real\ndef f():\n    LLM(a=1)', 'vllm.LLM(a=1)'],
    ['def f():\n    from vllm import LLM\n    LLM(a=1)', 'vllm.LLM(a=1)'],
    ['LLM(a=1)', 'LLM(a=1)'],
    ['LLM(**a)', 'LLM(…)'],
    ['LLM(*a, b=1)', 'LLM(b=1, …)'],
    ['A = dict(b=1)\nLLM(**A, c=2)', 'LLM(b=1, c=2)'],
  ])('%s', (text, call) => expect(callTexts(text)).toEqual([call]));

  test.each([
    'class LLM:\n    pass\nLLM(a=1)',
    'def LLM(a):\n    pass\nLLM(a=1)',
    'def f(LLM):\n    LLM(a=1)',
    'from a import LLM\nfrom b import LLM as Other\nif c:\n    LLM = Other\nLLM(a=1)',
    'self.LLM(a=1)[0].x(a=1)',
    'LLM()',
  ])('none of a name: %s', (text) => expect(callTexts(text).filter((call) => call.startsWith('LLM') || call.startsWith('a.'))).toEqual([]));
});
