import { paddedConfig } from '../../shared/checkpoint/padded-config.ts';
import { Refusal } from '../../shared/checkpoint/refusal.ts';
import { widthFields } from '../../shared/checkpoint/widths.ts';
import { t } from '../../shared/text/localize.ts';
import type { DecideWidths } from './plan-pad.ts';

/** A width that somebody else has decided on: no engine is asked. */
export function givenWidth(key: string, to: number): DecideWidths {
  return ({ model, text, read }) => {
    const fields = widthFields(model);
    const field = fields.find((fact) => fact.key === key);
    if (field === undefined) throw new Refusal(t('config.json writes no width {0}', key));
    if (field.value >= to) throw new Refusal(t('{0} is {1} already; weights are never cut away', key, field.value));
    const newText = paddedConfig(text, fields, new Map([[key, to]]));
    const padded = newText === undefined ? undefined : read(newText);
    if (newText === undefined || padded === undefined) throw new Refusal(t('config.json does not write {0} as a plain number', key));
    return { text: newText, model: padded, changed: [{ key, from: field.value, to }], valid: undefined, remaining: [] };
  };
}
