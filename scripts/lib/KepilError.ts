/** What {@link KepilError} is made with beside its short message. */
export interface KepilErrorOptions {
  /** The error that led to this one. */
  cause?: unknown;
  /** Where the remedy is described: a link or a path inside the repository. */
  docs?: string;
}

/** The base of every error that the scripts throw on purpose. */
export class KepilError extends Error {
  override readonly name: string = "KepilError";

  /** One line for a person, without the link. */
  readonly shortMessage: string;

  readonly docs: string | undefined;

  constructor(shortMessage: string, options: KepilErrorOptions = {}) {
    const { cause, docs } = options;
    super(
      docs === undefined ? shortMessage : `${shortMessage}\nSee ${docs}`,
      cause === undefined ? undefined : { cause },
    );
    this.shortMessage = shortMessage;
    this.docs = docs;
  }
}
