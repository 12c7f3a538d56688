import type { Calls } from '../launches/calls.ts';

const sets = ['server'];

/** python/sglang/srt/entrypoints/engine.py Engine: keywords are the fields of ServerArgs. */
export const calls: Calls = {
  'sglang.Engine': { entryPoint: { name: 'sgl.Engine', sets, model: 'option', strict: false }, positional: [] },
};
