/** One thing that is wrong with what a user gave: where it stands, what was expected, what was got. */
export interface Problem {
  /** Where inside the input: `layers[1].activation`, `line 7, column 3`, or empty for the whole. */
  readonly path: string;
  /** "expected …; got …", one sentence without a full stop. */
  readonly message: string;
}

/** The input (a file, a spec, samples, an option's value) cannot be used; nothing was run or written. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly problems: readonly Problem[];
  /** What the problems are in: a file's name, or undefined for a value given by a program. */
  readonly source: string | undefined;

  constructor(problems: readonly Problem[], source?: string) {
    super(problems.map((problem) => sentence(problem, source)).join("\n"));
    this.problems = problems;
    this.source = source;
  }

  /** The same problems, said of the file that they were read from. */
  in(source: string): InputError {
    return new InputError(this.problems, source);
  }
}

function sentence({ path, message }: Problem, source: string | undefined): string {
  return [source, path, message].filter((part) => part !== undefined && part !== "").join(": ");
}
