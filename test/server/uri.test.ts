import { expect, test } from 'vitest';
import { fileUri, partsOfUri } from '../../server/uri.ts';

test.each([
  ['/srv/a b/serve.sh', 'file:///srv/a%20b/serve.sh'],
  ["/srv/(é)/#1?/[x]!*'+,;=@&$.sh", 'file:///srv/%28%C3%A9%29/%231%3F/%5Bx%5D%21%2A%27%2B%2C%3B%3D%40%26%24.sh'],
  ['/srv/~me/a-b_c.d', 'file:///srv/~me/a-b_c.d'],
  ['C:/models/config.json', 'file:///c%3A/models/config.json'],
  ['//Server/share/run.sh', 'file://server/share/run.sh'],
])('%s is written as VS Code writes it', (path, uri) => {
  expect(fileUri(path)).toBe(uri);
});

test.each([
  ['file:///srv/a%20b/serve.sh', 'file', '/srv/a b/serve.sh'],
  ['file:///c%3A/models/config.json', 'file', '/c:/models/config.json'],
  ['file://server/share/run.sh', 'file', '/share/run.sh'],
  ['file:///a.sh?at=1#L2', 'file', '/a.sh'],
  ['untitled:Untitled-1', 'untitled', 'Untitled-1'],
  ['vscode-notebook-cell:/srv/a.ipynb#W0sZmlsZQ', 'vscode-notebook-cell', '/srv/a.ipynb'],
  ['file:///100%/%C3%A9/%FF', 'file', '/100%/é/%FF'],
  ['', 'file', '/'],
])('%s is read', (uri, scheme, path) => {
  expect(partsOfUri(uri)).toEqual({ scheme, path });
});
