import type { DocumentReader } from '../document.ts';
import { readDockerfile } from './read-dockerfile.ts';

/** Dockerfiles, in all the ways in which people name them. */
export const dockerfileReader: DocumentReader = {
  kind: 'dockerfile',
  read: readDockerfile,
  commentLine: (text) => `# ${text}`,
};
