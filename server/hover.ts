import type { Hover } from 'vscode-languageserver/node';
import type { Examined } from './analyses.ts';
import type { Places } from './places.ts';

export function hoverAt(_examined: Examined, _offset: number, _places: Places): Hover | null {
  return null;
}
