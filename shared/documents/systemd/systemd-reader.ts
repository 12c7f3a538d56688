import type { DocumentReader } from '../document.ts';
import { readUnit } from './read-unit.ts';

const unit = /\.(?:service|container)$|\.(?:service|container)\.d\/[^/]+\.conf$/i;
const languages: ReadonlySet<string> = new Set(['systemd', 'systemd-unit', 'systemd-unit-file', 'systemd-conf']);

/** Services of systemd, their drop-ins, and containers that Podman turns into services. */
export const systemdReader: DocumentReader = {
  kind: 'systemd',
  accepts: (path, languageId) => unit.test(path) || (languageId !== undefined && languages.has(languageId)),
  read: readUnit,
  commentLine: (text) => `# ${text}`,
};
