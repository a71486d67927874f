import type { TraceLevel } from "../../trace/header.ts";
import type { Phase } from "../../trace/phase.ts";
import { mermaidText } from "../mermaid-text.ts";
import type { Language } from "../language.ts";
import { truncate } from "../terminal/text-width.ts";
import type { Section, Sequence, Step } from "./sequence.ts";
import { sequenceWords } from "./sequence-words.ts";
import { messageTexts, noteTexts, participantName, sectionTitle, sequenceNotes } from "./step-text.ts";

/** Mermaid refuses 50,000 characters by default. */
const mostCharacters = 45_000;
const mostColumns = 40;

/** Pale enough for letters of any theme. */
const tints: Readonly<Record<Phase, string>> = {
  start: "128, 128, 128, 0.1",
  forward: "0, 114, 178, 0.12",
  loss: "138, 61, 120, 0.12",
  backward: "196, 79, 0, 0.12",
  gradient: "47, 125, 50, 0.12",
  commit: "47, 125, 50, 0.12",
  end: "128, 128, 128, 0.1",
};

/** The diagram for Mermaid. Participants are called p0, p1, …: names stand in labels alone. */
export function sequenceMermaid(sequence: Sequence, level: TraceLevel, language: Language): string {
  const words = sequenceWords[language];
  const fitting = withinBudget(sequence, language);
  const { participants } = fitting;
  const last = participants.length - 1;
  const everyone = last > 0 ? `p0,p${last}` : "p0";
  const notes = sequenceNotes(fitting, level, language);
  if (last < 0)
    return ["sequenceDiagram", `  participant p0 as ${mermaidText(words.nothing)}`, ""].join("\n");
  return [
    "sequenceDiagram",
    `  accTitle: ${mermaidText(words.title)}`,
    `  accDescr: ${mermaidText(words.description)}`,
    ...participants.map((each, p) => {
      const name = truncate(participantName(each, language), mostColumns);
      return `  participant p${p} as ${mermaidText(name)}`;
    }),
    ...notes.map((note) => `  Note over ${everyone}: ${mermaidText(note)}`),
    ...fitting.sections.map((section) => {
      const title = mermaidText(sectionTitle(section, fitting, language));
      return sectionText(section, `    Note over ${everyone}: ${title}`, language);
    }),
    "",
  ].join("\n");
}

function sectionText({ phase, steps }: Section, title: string, language: Language): string {
  const lines = steps.map((step) => `    ${stepText(step, language)}`);
  return [`  rect rgba(${tints[phase]})`, title, ...lines, "  end"].join("\n");
}

function stepText(step: Step, language: Language): string {
  if (step.kind === "note") {
    return `Note over p${step.at}: ${mermaidText(truncate(noteTexts(step, language)[0] ?? "", 200))}`;
  }
  const arrow = step.direction === "forward" ? "->>" : "-->>";
  return `p${step.from}${arrow}p${step.to}: ${mermaidText(messageTexts(step, language)[0] ?? "")}`;
}

/** As many whole sections as Mermaid takes, from the end that is kept. */
function withinBudget(sequence: Sequence, language: Language): Sequence {
  const isFirstKept = sequence.cut !== "start";
  const ordered = isFirstKept ? sequence.sections : sequence.sections.toReversed();
  const kept: Section[] = [];
  let characters = 200 * sequence.participants.length;
  for (const section of ordered) {
    characters += 400 + sectionText(section, "", language).length;
    if (characters > mostCharacters && kept.length > 0) break;
    kept.push(section);
  }
  if (kept.length === ordered.length) return sequence;
  return {
    ...sequence,
    sections: isFirstKept ? kept : kept.toReversed(),
    cut: isFirstKept ? "end" : "start",
  };
}
