/** A mistake in how the program was called; shown without a stack, exit code 2. */
export class UsageError extends Error {}
