import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** A painter with ANSI escape codes, or one that leaves every text as it is. */
export function paintFor(colours: boolean): Paint {
  if (!colours) return (_style, text) => text;
  return (style, text) => styled(style, text);
}

/** Whether colours are wanted is decided before; newer Node versions would look at the stream once more. */
function styled(style: Style, text: string): string {
  return styleText(style, text, { validateStream: false });
}
