import { ruleOf, rules } from '../../shared/lint/rules.ts';
import { t } from '../../shared/text/localize.ts';
import { nearestOf } from '../../shared/text/nearest.ts';
import type { Arguments } from '../arguments.ts';
import type { ExitCode, Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** `shardlint explain`: the page of a rule, or the list of rules. */
export async function explain({ paths }: Arguments, io: Io): Promise<ExitCode> {
  const [id, more] = paths;
  if (more !== undefined) throw new UsageError(t('explain takes one rule, not {0}', paths.length));
  await io.output.write(id === undefined ? ruleList() : page(id, io));
  return 0;
}

function ruleList(): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return `${rules.map(({ id, title }) => `${id.padEnd(width)}  ${t(title)}`).join('\n')}\n`;
}

function page(id: string, io: Io): string {
  const rule = ruleOf(id);
  if (rule === undefined) throw unknownRule(id);
  const text = pages(io)[id];
  return typeof text === 'string' ? `${text.trimEnd()}\n` : `${id}: ${t(rule.title)}\n`;
}

function unknownRule(id: string): UsageError {
  const near = nearestOf(
    id,
    rules.map((rule) => rule.id),
  );
  return new UsageError(near ? t('no rule {0}; did you mean {1}', id, near) : t('no rule {0}; shardlint explain lists them', id));
}

function pages(io: Io): Readonly<Record<string, unknown>> {
  const text = io.asset('rules.json');
  return text === undefined ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
}
