import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sizeTableMarkdown } from '../../server/hover-markdown.ts';
import type { AnalysedLaunch } from '../../shared/lint/analysis.ts';
import type { Finding } from '../../shared/lint/finding.ts';
import { largestCandidate } from '../../shared/plan/candidate-layouts.ts';
import { planOf } from '../../shared/plan/plan-model.ts';
import { sideBySide } from '../../shared/plan/side-by-side.ts';
import { sizeTable } from '../../shared/plan/size-table.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { analysisOf } from '../unit/lint/workspace.ts';
import { models } from './generated-models.ts';
import type { Shape } from './shapes.ts';

const script = '/project/serve.sh';

/** How each engine is launched, the size last; more than one line where a launch may be of several engines or kinds. */
const launches = {
  vllm: ['vllm serve ./model --tensor-parallel-size', 'vllm serve ./model --enable-expert-parallel --tensor-parallel-size'],
  sglang: ['sglang serve --model-path ./model --tp-size', 'sglang serve --model-path ./model --enable-dp-attention --dp 2 --tp-size'],
  lmdeploy: ['lmdeploy serve api_server ./model --tp', 'lmdeploy serve api_server ./model --backend pytorch --tp'],
  trtllm: ['trtllm-serve ./model --tp_size', 'trtllm-serve ./model --pp_size 2 --tp_size'],
  tgi: ['text-generation-launcher --model-id ./model --num-shard'],
} as const;

const everySize = Array.from({ length: largestCandidate }, (_, at) => at + 1);

interface Examined {
  readonly size: number;
  readonly analysed: AnalysedLaunch;
  readonly findings: readonly Finding[];
}

function examine(command: string, size: number, config: Shape): Examined {
  const texts = { [script]: `${command} ${size}\n`, '/project/model/config.json': JSON.stringify(config) };
  const analysis = analysisOf(texts, script);
  const [analysed] = analysis?.launches ?? [];
  if (analysis === undefined || analysed === undefined) throw new Error(`no launch in ${command}`);
  return { size, analysed, findings: analysis.findings };
}

function hasErrors({ findings }: Examined): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** True if something stands against the size: an error, what may be one, or what is not known there. */
function isDoubted(examined: Examined | undefined): boolean {
  if (examined === undefined) return true;
  const { analysed, findings } = examined;
  const { constraints, layout } = analysed;
  const unknown = layout !== undefined && constraints.some((constraint) => constraint.judge(layout).outcome === 'unknown');
  return unknown || findings.some(({ severity }) => severity !== 'information');
}

function sizesOfFixes({ findings }: Examined): readonly number[] {
  const titles = findings.flatMap(({ fixes }) => fixes.map(({ title }) => title));
  return titles
    .flatMap((title) => /^Set --(?:tensor-parallel-size|tp|tp-size|tp_size|num-shard) to (\d+)$/.exec(title)?.[1] ?? [])
    .map(Number);
}

describe.each(Object.entries(launches))('%s', (name, commands) => {
  test.each(commands)('%s: table, plan, findings and fixes know the same sizes', (command) => {
    fc.assert(
      fc.property(models, (config) => {
        const examined = everySize.map((size) => examine(command, size, config));
        const [first] = examined;
        const valid = first?.analysed.validTensorParallelSizes;
        if (first === undefined || valid === undefined) return;
        const { model, engine } = first.analysed;
        if (model === undefined) throw new Error('the model is not read');
        expect(engine.name).toBe(name);
        // The list does not depend on the size that is written.
        for (const { analysed } of examined) expect(analysed.validTensorParallelSizes).toEqual(valid);
        // The diagnostics: no error at a valid size, a reason at every other one.
        for (const one of examined) {
          if (valid.includes(one.size)) expect([one.size, hasErrors(one)]).toEqual([one.size, false]);
          else expect([one.size, isDoubted(one)]).toEqual([one.size, true]);
          for (const { validTensorParallelSizes: told } of one.findings) expect(told ?? valid).toEqual(valid);
        }
        // The table of the hover, and its first line.
        const table = sizeTable(first.analysed, everySize);
        expect(table.valid).toEqual(valid);
        for (const { size, verdict } of table.rows) {
          expect([size, valid.includes(size) ? verdict !== 'error' && verdict !== 'unknown' : verdict !== 'ok']).toEqual([size, true]);
        }
        const said = valid.length === 0 ? 'none from 1 to 64' : valid.join(', ');
        expect(sizeTableMarkdown(table, { first: new Set(), current: true, notes: [] })).toMatch(
          `**Valid tensor-parallel sizes: ${said}**`,
        );
        // The fixes lead to valid sizes, and pass over a nearer one only where that has a flaw of its own.
        for (const one of examined) {
          for (const size of sizesOfFixes(one)) {
            const nearer = valid.filter((other) => Math.min(size, one.size) < other && other < Math.max(size, one.size));
            expect([one.size, valid]).toEqual([one.size, expect.arrayContaining([size])]);
            for (const other of nearer)
              expect([one.size, size, other, isDoubted(examined[other - 1])]).toEqual([one.size, size, other, true]);
          }
          if (hasErrors(one) && valid.some((size) => !isDoubted(examined[size - 1])))
            expect([one.size, sizesOfFixes(one)]).not.toEqual([one.size, []]);
        }
        // The plan, which knows nothing but the size.
        if (command !== commands[0]) return;
        const plan = planOf(model, engine, defaultSettings);
        expect([plan.valid, plan.sizes]).toEqual([valid, table.rows]);
        const [beside] = sideBySide(model, defaultSettings, everySize, engine.name);
        expect(beside?.valid).toEqual(valid);
        expect(beside?.sizes.filter(({ runs }) => runs === true).map(({ size }) => size)).toEqual(valid);
      }),
      { numRuns: 25 },
    );
  });
});
