import { writeFileSync } from 'node:fs';

/** What the runner reads after the editor is gone. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];
const limitMilliseconds = 60_000;
const patienceMilliseconds = 20_000;

/** Registers a test; tests run one after another in the order of their registration. */
export function test(name: string, body: () => Promise<void>): void {
  tests.push({ name, body });
}

/**
 * Runs every registered test inside the extension host; the editor calls it, and fails when it rejects.
 * @public
 */
export async function run(): Promise<void> {
  const only = new RegExp(process.env.SHARDLINT_EDITOR_ONLY ?? '');
  const chosen = tests.filter(({ name }) => only.test(name));
  let failed = 0;
  for (const { name, body } of chosen) if (!(await passes(name, body))) failed += 1;
  report({ passed: chosen.length - failed, failed });
  if (failed > 0) throw new Error(`${failed} of ${chosen.length} editor tests failed`);
}

async function passes(name: string, body: () => Promise<void>): Promise<boolean> {
  const started = Date.now();
  try {
    await within(limitMilliseconds, body());
    console.log(`[test]   ok    ${name} (${Date.now() - started} ms)`);
    return true;
  } catch (error) {
    console.log(`[test]   FAIL  ${name}\n${error instanceof Error ? error.stack : String(error)}`);
    return false;
  }
}

function within(milliseconds: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`not finished after ${milliseconds / 1000} s`)), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(limit));
  });
}

function report(outcome: Outcome): void {
  const file = process.env.SHARDLINT_EDITOR_OUTCOME;
  if (file) writeFileSync(file, JSON.stringify(outcome));
}

/** Waits until `probe` gives a value; `what` names what was waited for, when it did not come. */
export async function eventually<T>(what: () => string, probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const until = Date.now() + patienceMilliseconds;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (Date.now() > until) throw new Error(`did not happen within ${patienceMilliseconds / 1000} s: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
