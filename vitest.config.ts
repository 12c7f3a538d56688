import { defineConfig } from 'vitest/config';

/** `unit` needs sources alone; `smoke` runs what `npm run build` made; `screen` drives the editor as a person would. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/{unit,conformance,fuzz,cli,server}/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'smoke', include: ['test/smoke/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'screen', include: ['test/editor/screen/**/*.test.ts'], testTimeout: 120_000, fileParallelism: false } },
    ],
  },
});
