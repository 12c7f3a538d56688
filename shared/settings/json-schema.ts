import * as z from 'zod/mini';
import { settingsSchema } from './schema.ts';

/** The JSON schema of `.shardlint.json`, for editors; schemas/shardlint.schema.json holds it. */
export function settingsJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(settingsSchema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return {
    ...schema,
    title: 'shardlint',
    description: 'Settings of shardlint for this folder and the ones below it.',
    allowComments: true,
    allowTrailingCommas: true,
  };
}
