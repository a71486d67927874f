import type { ActionEvent } from "../../trace/event.ts";

/** What a pipeline says before an action of its schedule is carried out, which takes no time by itself: the time is its end. */
export type ActionMessage = Omit<ActionEvent, "n" | "t">;
