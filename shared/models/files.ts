/**
 * How the core reads files. Server, command line, batch and browser each fill it. Paths are as in text/path.ts. Nothing here
 * throws: what cannot be read is undefined.
 */
export interface Files {
  /** The text, an open editor's unsaved text first; undefined if there is none, it is a folder, or it is larger than 10 MB. */
  readonly read: (path: string) => string | undefined;
  readonly exists: (path: string) => boolean;
  /** Names in a folder, without their path, sorted; undefined if it is no folder. */
  readonly list: (path: string) => readonly string[] | undefined;
  /** The JSON text that a safetensors file starts with; undefined if it has none, or one larger than 10 MB. Absent: weights are never looked at. */
  readonly header?: (path: string) => string | undefined;
}

export const noFiles: Files = { read: () => undefined, exists: () => false, list: () => undefined };
