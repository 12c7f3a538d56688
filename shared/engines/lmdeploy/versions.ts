import type { EngineVersion } from '../engine.ts';
import type { Release } from '../version.ts';

/** The newest state that the rules speak for: its option lists are those of the release. */
export const newest: EngineVersion = { release: [0, 16], text: '0.16.0', source: 'assumed' };

/** Releases of LMDeploy whose option lists were read, each at the commit that sets the version. */
export const statesRead: readonly Release[] = [
  [0, 7],
  [0, 7, 3],
  [0, 8],
  [0, 9],
  [0, 9, 1],
  [0, 9, 2],
  [0, 10],
  [0, 10, 1],
  [0, 10, 2],
  [0, 11],
  [0, 11, 1],
  [0, 12],
  [0, 12, 1],
  [0, 12, 2],
  [0, 12, 3],
  [0, 13],
  [0, 14],
  [0, 15],
  [0, 16],
];

/** TurboMind builds its modules in Python, as the rules were read, since this release (2026-06). */
export const turbomindBuilders: Release = [0, 14];

/** TurboMind derives its parallel sizes with experts among them since this release (2026-07). */
export const turbomindLayouts: Release = [0, 15];

/** TurboMind runs the vision towers of InternVL and Qwen2-VL itself since this release (2026-08). */
export const turbomindTowers: Release = [0, 16];

/** The PyTorch engine tells attention, MLP and expert ranks apart since this release (2025-12). */
export const pytorchLayouts: Release = [0, 11];

/** The PyTorch engine splits the embedding of DeepSeek models since this release (2026-02). */
export const pytorchEmbeddings: Release = [0, 12];
