/** The fields of a finding about no launch: a model's own files, the settings, or the way a document is written. */
export const withoutLaunch = {
  engine: undefined,
  engineVersion: undefined,
  model: undefined,
  tensorParallelSize: undefined,
  validTensorParallelSizes: undefined,
} as const;
