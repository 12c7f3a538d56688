/** One option of a command: what is accepted, and its line in `--help`. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** Placeholder of the value, as in `--format FORMAT`; a switch has none. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly summary: () => string;
}

/** A command: enough to route to it and to write its help, without loading what it needs to run. */
export interface CommandSpec {
  readonly name: string;
  readonly usage: string;
  readonly summary: () => string;
  readonly options: readonly OptionSpec[];
  /** A command line and what it does. */
  readonly examples: readonly { readonly line: string; readonly does: () => string }[];
}
