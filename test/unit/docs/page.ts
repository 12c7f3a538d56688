/** The files of an example on a page, and the messages that stand below them. */
export interface PageExample {
  /** Path → text. */
  readonly files: Readonly<Record<string, string>>;
  readonly messages: readonly string[];
}

export interface Page {
  readonly example: PageExample;
  /** Files that replace those of the example. */
  readonly fixed: PageExample | undefined;
}

/**
 * A page's examples: fences whose info string names a file (```sh serve.sh, ```json model/config.json), under
 * the headings "Example" and "Fixed". A fence ```text holds the messages, one a line.
 */
export function readPage(text: string): Page {
  const fixed = section(text, 'Fixed');
  return { example: readExample(section(text, 'Example') ?? ''), fixed: fixed === undefined ? undefined : readExample(fixed) };
}

function section(text: string, heading: string): string | undefined {
  const [, rest] = text.split(`\n## ${heading}\n`);
  return rest?.split('\n## ')[0];
}

function readExample(text: string): PageExample {
  const fences = [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)];
  const files = fences.flatMap(([, , path, content]) => (path === undefined ? [] : [[path, content ?? ''] as const]));
  const messages = fences
    .filter(([, language, path]) => language === 'text' && path === undefined)
    .flatMap(([, , , content]) => (content ?? '').trim().split('\n'));
  return { files: Object.fromEntries(files), messages };
}
