import type { Launch, Layout } from '../engine.ts';
import { textOption } from '../launches/options-of.ts';
import { spansAllRanks } from './expert-parallel.ts';

/** `tp-size 8`, or `tp-size 8 / 2 copies of the attention = 4`. */
export function attentionRanksText(layout: Layout, ranks: number): string {
  const all = layout.tensorParallelSize ?? ranks;
  return all === ranks ? `tp-size ${ranks}` : `tp-size ${all} / ${all / ranks} attention groups = ${ranks}`;
}

/** `tp-size 8`, or `tp-size 8 / ep-size 2 = 4`. */
export function expertRanksText(layout: Layout, slices: number): string {
  const all = layout.tensorParallelSize ?? slices;
  const ep = layout.expertRanks ?? 1;
  const copies = all / slices / ep;
  const parts = [`tp-size ${all}`, ...(ep > 1 ? [`ep-size ${ep}`] : []), ...(copies > 1 ? [`moe-dp-size ${copies}`] : [])];
  return parts.length === 1 ? `tp-size ${all}` : `${parts.join(' / ')} = ${slices}`;
}

/** `1536 / tp-size 8 = 192`, `1536 / (tp-size 8 / ep-size 2 = 4) = 384`. */
export function sliceText(layout: Layout, width: number, slices: number): string {
  const ranks = expertRanksText(layout, slices);
  return `${width} / ${ranks.includes('/') ? `(${ranks})` : ranks} = ${width / slices}`;
}

/** `tp-size 8`. */
export function ranksText(_layout: Layout, ranks: number): string {
  return `tp-size ${ranks}`;
}

/** Ranks that the dense MLPs are split over: `--moe-dense-tp-size 1` keeps them whole in a mixture of experts (layers/dp_attention.py). */
export function denseRanks(launch: Launch, isMixture: boolean): (layout: Layout) => number | undefined {
  const option = launch.options.get('moeDenseTpSize');
  if (option === undefined || !isMixture) return (layout) => (isMixture && launch.complete === false ? undefined : layout.mlpRanks);
  const { value } = option;
  // Another number is refused by itself.
  return (layout) => (value === undefined ? undefined : value === layout.mlpRanks ? layout.mlpRanks : 1);
}

/** Ranks that the shared experts are split over: an all-to-all backend keeps them whole (models/deepseek_v2.py, models/qwen2_moe.py). */
export function sharedRanks(launch: Launch): (layout: Layout) => number | undefined {
  const spans = spansAllRanks(launch);
  const environment = launch.command?.environment.has('SGLANG_SHARED_EXPERT_TP1') === true;
  const ascend = textOption(launch, 'moeA2aBackend') === 'ascend_tp';
  return (layout) => (spans === undefined || environment || ascend ? undefined : spans ? 1 : layout.mlpRanks);
}

/** Ranks of a linear layer of the decoder, by where it stands: attention, dense MLP, shared experts. */
export function ranksOfModule(launch: Launch, isMixture: boolean): (module: string | undefined) => (layout: Layout) => number | undefined {
  const dense = denseRanks(launch, isMixture);
  const shared = sharedRanks(launch);
  return (module = '') => {
    if (module.startsWith('self_attn')) return (layout) => layout.attentionRanks;
    return module.includes('shared_expert') ? shared : dense;
  };
}
