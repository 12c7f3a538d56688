import type { EnginePlan } from '../../shared/plan/plan-model.ts';

export interface PlannedModel {
  /** As the user named it. */
  readonly model: string;
  /** The config.json that was used. */
  readonly from: string;
  readonly engines: readonly EnginePlan[];
}

/** The plan for a program. */
export function planJson({ model, from, engines }: PlannedModel): string {
  return `${JSON.stringify({ model, from, engines: engines.map(engineJson) }, null, 2)}\n`;
}

function engineJson({ engine, version, assumed, sizes, valid, padding }: EnginePlan) {
  return {
    engine,
    version,
    assumed,
    sizes: sizes.map(({ size, verdict, reasons }) => ({ size, verdict, reasons: reasons.map(({ rule, message }) => ({ rule, message })) })),
    valid: valid ?? null,
    padding: padding
      ? { field: padding.fact.key, from: padding.from, to: padding.to, valid: padding.valid, costPercent: padding.costPercent ?? null }
      : null,
  };
}
