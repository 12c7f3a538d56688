import type { DocumentReader } from '../document.ts';
import { readYaml } from './read-yaml.ts';

/** YAML: compose files, manifests of Kubernetes, workflows, values of charts. `readers` read the documents that stand in its texts. */
export function yamlReader(readers: () => readonly DocumentReader[]): DocumentReader {
  return {
    kind: 'yaml',
    read: (text, around) => readYaml(text, around, readers()),
    commentLine: (text) => `# ${text}`,
  };
}
