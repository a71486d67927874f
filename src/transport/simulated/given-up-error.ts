import { RunError } from "../../message/run-error.ts";

/** A run has ended because something failed more often than it may: the supervisor's last word. */
export class GivenUpError extends RunError {}
