import { Refusal } from '../../shared/checkpoint/refusal.ts';
import { type PaddedWidths, widthFields } from '../../shared/checkpoint/widths.ts';
import { engineOf } from '../../shared/engines/registry.ts';
import type { ModelConfig } from '../../shared/model/model-config.ts';
import { type PaddingGoal, paddedWidths } from '../../shared/plan/padded-widths.ts';
import { unitOf } from '../../shared/plan/padding.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { t } from '../../shared/text/localize.ts';
import type { DecideWidths } from './plan-pad.ts';

/** What the user wants of the widths. */
export interface WishedWidths {
  /** Empty: only the widths that were chosen. */
  readonly sizes: readonly number[];
  readonly groupSize: number | undefined;
  /** By key; '' for the width that needs it. */
  readonly to: ReadonlyMap<string, number>;
  readonly settings: Settings;
}

/** The least widths that the engine takes at the sizes, or those that the user chose. */
export function decideWidths(wished: WishedWidths): DecideWidths {
  return (known) => {
    const { sizes, groupSize, settings } = wished;
    refuseGroupSize(known.model, groupSize);
    const bare = { ...known, engine: engineOf(settings.engine), settings, sizes, groupSize, chosen: new Map<string, number>() };
    const goal = { ...bare, chosen: chosenWidths(wished, bare) };
    const widths = paddedWidths(goal);
    refuseRest(goal, widths);
    return widths;
  };
}

/** A group size is for weights that are quantized later; those that are quantized have one. */
function refuseGroupSize(model: ModelConfig, groupSize: number | undefined): void {
  const own = model.quantization?.schemes[0]?.weights.groupSize?.value;
  if (groupSize === undefined || model.quantization === undefined || own === groupSize) return;
  throw new Refusal(
    own === undefined
      ? t('the checkpoint is quantized without groups; --group-size is for one that is quantized later')
      : t('the checkpoint is quantized in groups of {0}, not of {1}', own, groupSize),
  );
}

/** `--to N` without a key is for the width that stands in the way, or the decoder's own. */
function chosenWidths({ to, sizes }: WishedWidths, goal: PaddingGoal): ReadonlyMap<string, number> {
  const fields = widthFields(goal.model);
  const chosen = new Map<string, number>();
  for (const [key, width] of to) {
    const field = key === '' ? fieldMeant(goal, sizes) : fields.find((fact) => fact.key === key)?.key;
    const old = fields.find((fact) => fact.key === field)?.value;
    if (field === undefined || old === undefined)
      throw new Refusal(t('config.json writes no width {0}; it has {1}', key, fields.map((fact) => fact.key).join(', ') || t('none')));
    if (width < old) throw new Refusal(t('{0} is {1} already; weights are never cut away', field, old));
    const unit = unitOf(goal.model);
    if (width % unit !== 0 && goal.model.vision?.intermediateSize?.key !== field)
      throw new Refusal(t('{0} is not a multiple of {1}, the group or block that the weights are stored in', width, unit));
    chosen.set(field, width);
  }
  return chosen;
}

function fieldMeant(goal: PaddingGoal, sizes: readonly number[]): string | undefined {
  const needed = sizes.length === 0 ? [] : paddedWidths(goal).changed.map(({ key }) => key);
  if (needed.length > 1) throw new Refusal(t('several widths are in the way ({0}); say which with --to KEY=WIDTH', needed.join(', ')));
  return needed[0] ?? widthFields(goal.model)[0]?.key;
}

/** Padding serves for widths alone: what else stands against a size is told instead. */
function refuseRest({ engine, sizes }: PaddingGoal, { changed, remaining }: PaddedWidths): void {
  const [first] = remaining;
  if (first !== undefined) throw new Refusal(t('padding does not help on {0}: {1}', engine.title, first));
  if (changed.length > 0) return;
  throw new Refusal(
    sizes.length === 0 ? t('nothing to pad') : t('nothing to pad: {0} takes the model at TP {1} as it is', engine.title, sizes.join(', ')),
  );
}
