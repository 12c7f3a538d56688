import type { Output } from '../io.ts';
import type { PadPlan } from './plan-pad.ts';
import type { ProgressBar } from './progress-bar.ts';

/** The plan as one line for a program. */
export function planJson(planned: PadPlan, out: string | undefined): string {
  const { folder, layout, widths, plan, tensors, oldBytes, newBytes, others } = planned;
  return `${JSON.stringify({
    event: 'plan',
    folder,
    out: out ?? null,
    layout,
    widths: widths.changed,
    valid: widths.valid ?? null,
    tensorsChanged: plan.changes.size,
    tensors,
    addedBytes: plan.addedBytes,
    oldBytes,
    newBytes,
    leftOut: others.leftOut,
  })}\n`;
}

const everyMilliseconds = 200;

/** Progress as lines for a program. */
export function progressJson(output: Output, total: number): ProgressBar {
  let done = 0;
  let shown = Number.NEGATIVE_INFINITY;
  return {
    add: (bytes) => {
      done += bytes;
      if (performance.now() - shown < everyMilliseconds) return;
      shown = performance.now();
      output.write(`${JSON.stringify({ event: 'progress', done, total })}\n`);
    },
    clear: () => undefined,
  };
}
