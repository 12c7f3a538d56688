import type { Option } from '../../engines/engine.ts';
import type { FileEdit } from '../../text/edit.ts';

/** Where an edit changes an option's value: in the launch's document at `path`, or in the file that says it instead. */
export function placeToEdit({ place, writtenIn }: Option, path: string): Omit<FileEdit, 'newText'> | undefined {
  if (writtenIn !== undefined) return { path: writtenIn.path, span: writtenIn.span };
  return place.editable && { path, span: place.editable };
}
