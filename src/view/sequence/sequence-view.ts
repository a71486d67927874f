import type { View } from "../view.ts";
import { deriveSequence } from "./derive-sequence.ts";
import { sequenceMermaid } from "./sequence-mermaid.ts";
import { mostParticipants, sequenceText } from "./sequence-text.ts";

/** The messages one under the other, between the lifelines of those who send and hear them. */
export const sequenceView: View = {
  text(trace, options) {
    const participants = mostParticipants(options.columns ?? 80);
    const sequence = deriveSequence(trace, options, { participants, steps: 400 });
    return sequenceText(sequence, trace.header.options.level, options);
  },
  mermaid(trace, options) {
    const sequence = deriveSequence(trace, options, { participants: 24, steps: 600 });
    return sequenceMermaid(sequence, trace.header.options.level, options.language ?? "en");
  },
};
