import * as z from 'zod/mini';
import type { EngineName } from '../engines/engine.ts';
import { engines } from '../engines/registry.ts';
import { parseRelease } from '../engines/version.ts';
import { rules } from '../lint/rules.ts';

const engineNames: readonly EngineName[] = engines.map(({ name }) => name);

const severity = z.enum(['off', 'information', 'warning', 'error']);

const ruleIds = rules.map(({ id }) => id);

/** A release as people write it: 0.11, v0.11.0; words such as `latest` are no release. */
const release = described(
  z.string().check(z.refine((text) => parseRelease(text) !== undefined, { params: { expected: 'a release such as 0.11 or 0.11.2' } })),
  'Version for launches whose document names none, as 0.11 or 0.11.2.',
);

/** A new schema each time: a description belongs to one. */
const size = () => z.int().check(z.minimum(1), z.maximum(65536));

/** `.shardlint.json`, and under `shardlint.` the editor's settings. */
export const settingsSchema = z.strictObject({
  $schema: z.optional(z.string()),
  engine: z.optional(described(z.enum(engineNames), 'Engine that a config.json is judged for where no launch points to it.')),
  engineVersions: z.optional(described(z.strictObject(versions()), 'Engine versions for launches whose document names none.')),
  hardware: z.optional(
    described(
      z.strictObject({
        gpu: z.optional(described(z.string().check(z.minLength(1)), 'GPU of the machine, as H100, RTX 4090 or sm90.')),
        count: z.optional(described(size(), 'Number of GPUs of the machine.')),
      }),
      'The machine that will run the launches.',
    ),
  ),
  tensorParallel: z.optional(
    described(
      z.strictObject({
        targets: z.optional(
          described(z.array(size()), 'Tensor-parallel sizes that a config.json should work at; each that fails is then a warning.'),
        ),
      }),
      'Tensor-parallel sizes.',
    ),
  ),
  modelPaths: z.optional(
    described(
      z.record(z.string().check(z.minLength(1)), z.string().check(z.minLength(1))),
      'Where models lie on this machine: the start of a path as launches write it, and the folder here, relative to this file.',
    ),
  ),
  severity: z.optional(described(z.strictObject(severities()), 'How findings of a rule are shown.')),
  suppressions: z.optional(
    described(
      z.array(
        z.strictObject({
          rule: described(z.enum([...ruleIds, '*']), 'Rule to silence; * for every rule.'),
          files: z.optional(
            described(
              z.string().check(z.minLength(1)),
              'Files that it is silenced in, as a .gitignore pattern relative to this file; every file if not given.',
            ),
          ),
          reason: z.optional(described(z.string(), 'Why, for whoever reads this next.')),
        }),
      ),
      'Findings that are known and accepted.',
    ),
  ),
});

export type SettingsValues = z.infer<typeof settingsSchema>;

function versions() {
  return Object.fromEntries(engineNames.map((name) => [name, z.optional(release)]));
}

function severities() {
  return Object.fromEntries(rules.map(({ id, title }) => [id, z.optional(described(z.clone(severity), `${title}.`))]));
}

/** Descriptions go into the JSON schema, where editors show them. */
function described<T extends z.ZodMiniType>(schema: T, description: string): T {
  z.globalRegistry.add(schema, { description });
  return schema;
}
