/** How a map is written down. */
export type MapStyle = 'python' | 'json';

/**
 * A map as a Python dict literal or a JSON object, one module a line, devices as numbers. `indent` stands before the closing bracket, and
 * before each entry with `step` behind it.
 */
export function writeMap(devices: ReadonlyMap<string, number | string>, style: MapStyle, indent = '', step = '    '): string {
  const lines = [...devices].map(([module, device], at) => {
    const comma = style === 'python' || at < devices.size - 1 ? ',' : '';
    return `${indent}${step}${JSON.stringify(module)}: ${typeof device === 'number' ? device : JSON.stringify(device)}${comma}\n`;
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
}
