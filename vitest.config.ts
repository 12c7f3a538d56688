import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,conformance,fuzz,cli,server}/**/*.test.ts'],
    testTimeout: 30_000,
    // The closing line of the whole run is counted from this file.
    passWithNoTests: false,
  },
});
