import { expect, test } from 'vitest';
import { nothingAround } from '../../../../shared/documents/document.ts';
import { withoutIdleDocuments } from '../../../../shared/documents/yaml/idle-documents.ts';
import { readYaml } from '../../../../shared/documents/yaml/read-yaml.ts';

const pod = (image: string) => `kind: Pod\nspec:\n  containers:\n    - image: ${image}\n      args: [--model, m]\n`;
const around = { ...nothingAround, isWorthReading: (part: string) => part.includes('vllm') };

function imagesIn(text: string): readonly (string | undefined)[] {
  return readYaml(text, around).commands.map(({ image }) => image?.text);
}

test('documents that are not worth reading are passed over, and all others stay where they are', () => {
  const text = `${pod('web')}---\n${pod('vllm/vllm-openai')}--- # the next\n${pod('web')}---\n${pod('vllm/other')}`;
  expect(imagesIn(text)).toEqual(['vllm/vllm-openai', 'vllm/other']);
  const spans = readYaml(text, around).commands.map(({ image }) => image && text.slice(image.span.start, image.span.end));
  expect(spans).toEqual(['vllm/vllm-openai', 'vllm/other']);
});

test.each([
  ['one document', pod('web')],
  ['directives, which count for what follows', `%YAML 1.1\n---\n${pod('web')}---\n${pod('web')}`],
  ['a line within a block', 'a: |\n  b\n  ---\n  c\n'],
])('nothing is passed over: %s', (_, text) => {
  expect(withoutIdleDocuments(text, text, () => false)).toBe(text);
});

test('what is passed over is as long as it was', () => {
  const text = '---\n---\na: b\r\n---\r\nc\n---\t\n\n--- d\n---';
  expect(withoutIdleDocuments(text, text, () => false)).toHaveLength(text.length);
  expect(withoutIdleDocuments(text, text, (part) => part.includes('c'))).toContain('---\r\nc\n');
});
