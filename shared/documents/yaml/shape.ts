import type { Command } from '../command.ts';
import type { DocumentReader, Surroundings } from '../document.ts';
import type { YamlMap, YamlNode } from './node.ts';

/** One way in which YAML documents hold launches: a compose file, a pod, a platform's own manifest. */
export interface Shape {
  readonly name: string;
  /**
   * Looks at one map; asked of every map in the document, the outer ones first. Undefined: the map is none of its kind, and
   * other shapes are asked.
   */
  readonly read: (map: YamlMap, page: Page) => Found | undefined;
}

export interface Page {
  /** The whole text of the document. */
  readonly text: string;
  readonly root: YamlNode;
  readonly around: Surroundings;
  /** Of what a text in the document may be. */
  readonly readers: readonly DocumentReader[];
  /** True for a value that a shape has read. */
  readonly isTaken: (node: YamlNode) => boolean;
}

export interface Found {
  readonly commands: readonly Command[];
  /** Values that are read with that: no other shape looks into them. */
  readonly taken: readonly YamlNode[];
}
