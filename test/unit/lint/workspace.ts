import { analyse } from '../../../shared/lint/analyse.ts';
import type { Analysis, Host, Source } from '../../../shared/lint/analysis.ts';
import type { Finding, Fix } from '../../../shared/lint/finding.ts';
import { memoryFiles } from '../../../shared/models/memory-files.ts';
import { defaultSettings, type Settings } from '../../../shared/settings/settings.ts';
import { applyEdits } from '../../../shared/text/edit.ts';

export type Texts = Readonly<Record<string, string>>;

/** A host over a few files in memory; every script among them may point to a config.json. */
function hostOver(texts: Texts, settings: Partial<Settings> = {}): Host {
  const scripts = Object.entries(texts).flatMap(([path, text]): readonly Source[] => (path.endsWith('.sh') ? [{ path, text }] : []));
  return {
    files: memoryFiles(texts),
    settingsFor: () => ({ ...defaultSettings, ...settings }),
    environment: new Map(),
    workspaceFolders: ['/project'],
    scriptsAround: () => scripts,
  };
}

export function analysisOf(texts: Texts, path: string, settings: Partial<Settings> = {}): Analysis | undefined {
  return analyse({ path, text: texts[path] ?? '' }, hostOver(texts, settings));
}

export function findingsOf(texts: Texts, path: string, settings: Partial<Settings> = {}): readonly Finding[] {
  return analysisOf(texts, path, settings)?.findings ?? [];
}

/** `error attention-heads at "3"`: what a test compares first. */
function glance({ severity, rule, path, span }: Finding, texts: Texts): string {
  return `${severity} ${rule} at ${JSON.stringify(texts[path]?.slice(span.start, span.end))}`;
}

export function glances(texts: Texts, path: string, settings: Partial<Settings> = {}): readonly string[] {
  return findingsOf(texts, path, settings).map((finding) => glance(finding, texts));
}

export function fixTitles(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ fixes }) => fixes.map(({ title }) => title)))];
}

/** All files after a fix. */
export function withFix(texts: Texts, { edits }: Fix): Texts {
  const changed = [...new Set(edits.map(({ path }) => path))];
  return {
    ...texts,
    ...Object.fromEntries(
      changed.map((path) => [
        path,
        applyEdits(
          texts[path] ?? '',
          edits.filter((edit) => edit.path === path),
        ),
      ]),
    ),
  };
}

export function fixNamed(findings: readonly Finding[], title: string): Fix {
  const fix = findings.flatMap(({ fixes }) => fixes).find((one) => one.title.startsWith(title));
  if (!fix) throw new Error(`no fix ${title} among ${fixTitles(findings).join(', ')}`);
  return fix;
}

/** The text of a config.json: what the engine looks at of a Llama-like model, with `more` put over it. */
export function denseConfig(more: Readonly<Record<string, unknown>> = {}): string {
  const dense = {
    architectures: ['Qwen2ForCausalLM'],
    model_type: 'qwen2',
    hidden_size: 8192,
    intermediate_size: 29_568,
    num_attention_heads: 64,
    num_key_value_heads: 8,
    num_hidden_layers: 80,
    vocab_size: 152_064,
    max_position_embeddings: 32_768,
    torch_dtype: 'bfloat16',
    hidden_act: 'silu',
    tie_word_embeddings: false,
  };
  return `${JSON.stringify({ ...dense, ...more }, null, 2)}\n`;
}
