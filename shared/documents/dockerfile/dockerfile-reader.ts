import { baseName } from '../../text/path.ts';
import type { DocumentReader } from '../document.ts';
import { readDockerfile } from './read-dockerfile.ts';

/** `Dockerfile`, `Dockerfile.vllm`, `vllm.dockerfile`, `serve-Containerfile_cpu`. */
const named = /(?:^|[^a-z0-9])(?:dockerfile|containerfile)(?:[._-][\w.-]+)?$/i;
/** A script or a note about one. */
const other = /\.(?:sh|py|md|txt|ya?ml|json|lock|j2|dockerignore)$/i;

/** Dockerfiles, in all the ways in which people name them. */
export const dockerfileReader: DocumentReader = {
  kind: 'dockerfile',
  accepts: (path, languageId) => languageId === 'dockerfile' || (named.test(baseName(path)) && !other.test(path)),
  read: readDockerfile,
  commentLine: (text) => `# ${text}`,
};
