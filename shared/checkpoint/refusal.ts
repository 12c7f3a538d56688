/** Why a checkpoint is not padded, in words for the person who asked; nothing has been written then. */
export class Refusal extends Error {}
