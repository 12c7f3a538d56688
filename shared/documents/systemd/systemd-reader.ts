import type { DocumentReader } from '../document.ts';
import { readUnit } from './read-unit.ts';

/** Services of systemd, their drop-ins, and containers that Podman turns into services. */
export const systemdReader: DocumentReader = {
  kind: 'systemd',
  read: readUnit,
  commentLine: (text) => `# ${text}`,
};
