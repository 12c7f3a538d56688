import * as z from 'zod/mini';

const modelId = z.string().check(z.regex(/^[\w.-]+(?:\/[\w.-]+)?$/));

/** A file at a commit, a thread, or a model's own file on the hub. */
const address = z
  .string()
  .check(z.regex(/^https:\/\/(?:github\.com\/[\w.-]+\/[\w.-]+\/(?:blob\/[0-9a-f]{40}\/|issues\/\d|pull\/\d)|huggingface\.co\/)/));

/** Keys of a config.json that matter for serving; null takes a key of the base away. */
const config = z.record(z.string(), z.unknown());

/** Files beside the config.json, by name. */
const beside = z.optional(z.record(z.string(), z.unknown()));

/** The table that is written by hand and from real files: each row with the public file that holds its numbers. */
export const shapesSchema = z.strictObject({
  /** What `source` of a row begins with → its address. */
  sources: z.record(z.string(), address),
  models: z.record(
    modelId,
    z.strictObject({
      /** `key` or `key/path`: a key of `sources`, and what follows its address. */
      source: z.string().check(z.regex(/^[\w.-]+(?:\/.+)?$/)),
      /** A row whose keys this one shares: an edition names its base. */
      base: z.optional(modelId),
      config,
      beside,
    }),
  ),
});

/** The catalogue as it is bundled: what rows repeat is written once, and a number is its place in the list. */
export const catalogSchema = z.strictObject({
  origins: z.array(address),
  /** Place in `origins`, and what follows the address. */
  sources: z.array(z.tuple([z.int(), z.string()])),
  /** `quantization_config` sections. */
  quantizations: z.array(config),
  models: z.record(
    modelId,
    z.strictObject({
      source: z.int(),
      /** Place of the base among the models. */
      base: z.optional(z.int()),
      quantization: z.optional(z.nullable(z.int())),
      config: z.optional(config),
      beside,
    }),
  ),
});

export type Catalog = z.infer<typeof catalogSchema>;
