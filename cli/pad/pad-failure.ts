/** Something outside the checkpoint that stopped a padding (a full disk, a file that changed), in words for the person who asked. */
export class PadFailure extends Error {}
