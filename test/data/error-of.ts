import { InputError } from "../../src/message/input-error.ts";

/** The message of the InputError that `run` throws; any other error passes, and none is an error. */
export function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("expected an InputError; got none");
}
