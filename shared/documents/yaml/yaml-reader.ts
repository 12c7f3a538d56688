import type { DocumentReader } from '../document.ts';
import { readYaml } from './read-yaml.ts';

const extension = /\.ya?ml(\.(j2|jinja2?|tpl|tmpl|template|gotmpl))?$|\.tpl$/i;
const languages: ReadonlySet<string> = new Set([
  'yaml',
  'dockercompose',
  'helm',
  'helm-template',
  'github-actions-workflow',
  'azure-pipelines',
  'ansible',
  'jinja-yaml',
]);

/** YAML: compose files, manifests of Kubernetes, workflows, values of charts. `readers` read the documents that stand in its texts. */
export function yamlReader(readers: () => readonly DocumentReader[]): DocumentReader {
  return {
    kind: 'yaml',
    accepts: (path, languageId) => extension.test(path) || (languageId !== undefined && languages.has(languageId)),
    read: (text, around) => readYaml(text, around, readers()),
    commentLine: (text) => `# ${text}`,
  };
}
