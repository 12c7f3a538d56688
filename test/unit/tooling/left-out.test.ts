import { expect, test } from 'vitest';
import { unusedClientFeatures, unusedServerFeatures } from '../../../scripts/build/leave-out.mjs';
import { capabilitiesOf } from '../../../server/initialize.ts';

test.each([
  ['the extension', unusedClientFeatures],
  ['the server', unusedServerFeatures],
])('no feature that the server announces is left out of %s', (_program, unused) => {
  const announced = JSON.stringify(capabilitiesOf(everything)).toLowerCase();
  expect(announced).toContain('hover');
  expect(unused.filter((feature) => announced.includes(feature.toLowerCase()))).toEqual([]);
});

/** A client that can do whatever the server may ask for. */
const everything = {
  pullsDiagnostics: true,
  refreshesDiagnostics: true,
  showsRelatedInformation: true,
  linksCodes: true,
  answersConfiguration: true,
  registersConfigurationChanges: true,
  watchesFiles: true,
  tellsWorkspaceFolders: true,
  versionedEdits: true,
  createsFiles: true,
  linksDefinitions: true,
};
