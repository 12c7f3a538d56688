import { expect, test } from 'vitest';
import { unusedClientFeatures } from '../../../scripts/build/leave-out.mjs';
import { capabilitiesOf } from '../../../server/initialize.ts';

test('no feature that the server announces is left out of the extension', () => {
  const announced = JSON.stringify(capabilitiesOf(everything)).toLowerCase();
  expect(announced).toContain('hover');
  expect(unusedClientFeatures.filter((feature) => announced.includes(feature.toLowerCase()))).toEqual([]);
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
