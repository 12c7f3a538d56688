import { parser } from '@lezer/python';

/** Python's grammar. The smaller the parts are that a tree is stored in, the more of it can be taken over when the text is edited. */
export const grammar = parser.configure({ bufferLength: 256 });
