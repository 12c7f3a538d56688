import * as z from 'zod/mini';

/** `key` or `key/path`: a key of `sources`, and what follows its address. */
const sourceReference = z.string().check(z.regex(/^[\w.-]+(?:\/.+)?$/));

/** A file at a commit, a thread, or a model's own file on the hub. */
const address = z
  .string()
  .check(z.regex(/^https:\/\/(?:github\.com\/[\w.-]+\/[\w.-]+\/(?:blob\/[0-9a-f]{40}\/|issues\/\d|pull\/\d)|huggingface\.co\/)/));

const modelId = z.string().check(z.regex(/^[\w.-]+(?:\/[\w.-]+)?$/));

const row = z.strictObject({
  source: sourceReference,
  /** A row whose keys this one shares: an edition names its base. */
  base: z.optional(modelId),
  /** Keys of a config.json that matter for serving; null takes the base's key away. */
  config: z.record(z.string(), z.unknown()),
  /** Files beside the config.json, by name. */
  beside: z.optional(z.record(z.string(), z.unknown())),
});

/** The catalogue as it is bundled, and the table it is generated from: model id → facts, each with the file that published them. */
export const catalogSchema = z.strictObject({
  sources: z.record(z.string(), address),
  models: z.record(modelId, row),
});

export type Catalog = z.infer<typeof catalogSchema>;
