import { describe, expect, test } from 'vitest';
import { blockFp8, mixture } from '../../../conformance/shapes.ts';
import { findingsOf, fixNamed, fixTitles, withFix } from '../../lint/workspace.ts';

const script = '/project/serve.sh';

function textsOf(command: string): Record<string, string> {
  return { [script]: `${command}\n`, '/project/model/config.json': JSON.stringify(mixture(128, 1536, blockFp8)) };
}

/** The document after the fix of that title. */
function fixedBy(command: string, title: string): string | undefined {
  const texts = textsOf(command);
  return withFix(texts, fixNamed(findingsOf(texts, script), title))[script];
}

describe('the pair of sizes for experts in FP8 blocks', () => {
  test('the least expert-parallel size is written beside the other, as that is', () => {
    const launch = 'python -m sglang.launch_server --model-path ./model';
    expect(fixedBy(`${launch} --tp 8 --port 1`, 'Set --ep to 2 (--tp 8 --ep 2)')).toBe(`${launch} --tp 8 --ep 2 --port 1\n`);
    expect(fixedBy(`${launch} --tp-size=16`, 'Set --ep-size to 4 (--tp-size 16 --ep-size 4)')).toBe(`${launch} --tp-size=16 --ep-size 4\n`);
    const long = 'Set --expert-parallel-size to 2 (--tensor-parallel-size 8 --expert-parallel-size 2)';
    expect(fixedBy(`${launch} --tensor-parallel-size 8`, long)).toBe(`${launch} --tensor-parallel-size 8 --expert-parallel-size 2\n`);
  });

  test('a size that is there is changed, in the variable that holds it', () => {
    const launch = 'EP=1\nsglang serve --model-path ./model --tp 8 --ep-size $EP';
    expect(fixedBy(launch, 'Set --ep-size to 2 (--tp 8 --ep-size 2)')).toBe(
      'EP=2\nsglang serve --model-path ./model --tp 8 --ep-size $EP\n',
    );
  });

  test('another size of the tensor-parallel ranks is offered too, by the flag that is there', () => {
    const titles = fixTitles(findingsOf(textsOf('sglang serve --model-path ./model --tp 8'), script));
    expect(titles).toEqual(['Set --tp to 4', 'Set --ep to 2 (--tp 8 --ep 2)']);
  });
});
