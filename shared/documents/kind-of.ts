import type { DocumentKind } from './document.ts';

/**
 * The kind of a document by its path and, where it has one, its editor language; undefined: not a document of ours. Knows names alone, so
 * that a folder can be looked through before any reader is loaded.
 */
export function kindOf(path: string, languageId?: string): DocumentKind | undefined {
  if (languageId === undefined && !anyNamed.test(path)) return undefined;
  return kinds.find((kind) => (languageId !== undefined && kind.languages.includes(languageId)) || isNamed(path, kind))?.kind;
}

function isNamed(path: string, { named, unless }: KindByName): boolean {
  return named.test(path) && unless?.test(path) !== true;
}

interface KindByName {
  readonly kind: DocumentKind;
  /** An editor gives a script without an extension its language by its first line. */
  readonly languages: readonly string[];
  readonly named: RegExp;
  readonly unless?: RegExp;
}

/** Of two that have the same name the first counts. */
const kinds: readonly KindByName[] = [
  { kind: 'markdown', languages: ['markdown', 'mdx'], named: /\.(?:md|mdx|markdown|mdc|qmd|rmd)$/i },
  { kind: 'restructuredtext', languages: ['restructuredtext'], named: /\.(?:rst|rest)$/i },
  { kind: 'notebook', languages: ['jupyter-notebook'], named: /\.ipynb$/i },
  {
    kind: 'dockerfile',
    languages: ['dockerfile'],
    // `Dockerfile.vllm`, `vllm.dockerfile`, `serve-Containerfile_cpu`; not a script or a note about one.
    named: /(?:^|[^a-z0-9])(?:dockerfile|containerfile)(?:[._-][\w.-]+)?$/i,
    unless: /\.(?:sh|py|md|txt|ya?ml|json|lock|j2|dockerignore)$/i,
  },
  {
    kind: 'systemd',
    languages: ['systemd', 'systemd-unit', 'systemd-unit-file', 'systemd-conf'],
    named: /\.(?:service|container)$|\.(?:service|container)\.d\/[^/]+\.conf$/i,
  },
  {
    kind: 'makefile',
    languages: ['makefile'],
    named: /(?:^|[^a-z0-9])(?:gnu)?makefile(?:\.(?!md$|py$|sh$|txt$|in$|am$)[\w-]+)?$|\.(?:mk|mak|make)$/i,
  },
  { kind: 'justfile', languages: ['just', 'justfile'], named: /(?:^|[^a-z0-9])justfile$|\.just$/i },
  { kind: 'procfile', languages: ['procfile'], named: /(?:^|\/)procfile(?:\.[\w-]+)?$/i },
  { kind: 'powershell', languages: ['powershell'], named: /\.(?:ps1|psm1)$/i },
  { kind: 'batch', languages: ['bat'], named: /\.(?:bat|cmd)$/i },
  { kind: 'shell', languages: ['shellscript', 'bash', 'zsh'], named: /\.(?:sh|bash|zsh|ksh|sbatch|slurm|pbs|lsf)$/i },
  {
    kind: 'yaml',
    languages: ['yaml', 'dockercompose', 'helm', 'helm-template', 'github-actions-workflow', 'azure-pipelines', 'ansible', 'jinja-yaml'],
    named: /\.ya?ml(?:\.(?:j2|jinja2?|tpl|tmpl|template|gotmpl))?$|\.tpl$/i,
  },
  { kind: 'python', languages: ['python'], named: /\.pyw?$/i },
  // `device_map.json`, `hf_device_map.json`, `my_device_map_4gpu.json`.
  { kind: 'device-map', languages: [], named: /device[_-]?map[\w.-]*\.json$/i },
];

/** Most files have none of these names. */
const anyNamed = new RegExp(kinds.map(({ named }) => named.source).join('|'), 'i');
