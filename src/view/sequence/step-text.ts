import type { TraceLevel } from "../../trace/header.ts";
import { togetherNotes } from "../groups/together-note.ts";
import type { Language } from "../language.ts";
import { narratorOf } from "../narration.ts";
import { formatNumber } from "../number-text.ts";
import type { Participant } from "./participants.ts";
import type { Fact, MessageStep, NoteStep, Section, Sequence } from "./sequence.ts";
import { sequenceWords } from "./sequence-words.ts";

// What stands at arrows and in notes, from the fullest text to the shortest.

/** Of a message `a 0.05 · w 0.15 = 0.0075`, `a 0.05`, `0.05`; of several how many there are: `4× a`. */
export function messageTexts({ symbol, value, weight, count, direction }: MessageStep, language: Language) {
  if (count > 1) {
    const words = sequenceWords[language];
    const many = direction === "forward" ? words.activations(count) : words.errorSignals(count);
    return [many, `${count}× ${symbol}`, `${count}×`];
  }
  if (value === undefined) return [symbol];
  const [number, named] = [formatNumber(value), `${symbol} ${formatNumber(value)}`];
  const product =
    weight === undefined ? [] : [`${named} · w ${formatNumber(weight)} = ${formatNumber(value * weight)}`];
  return [...product, named, number];
}

/** All that a participant tells, then ever fewer of its facts. */
export function noteTexts({ facts, neurons }: NoteStep, language: Language): string[] {
  const texts = facts.map((fact) => factText(fact, language));
  const all = texts.join(", ");
  return [
    neurons > 1 ? sequenceWords[language].neuronsTell(neurons, all) : all,
    ...Array.from(
      { length: texts.length - 1 },
      (_, i) => `${texts.slice(0, texts.length - 1 - i).join(", ")}, …`,
    ),
    texts[0] ?? "",
  ];
}

function factText({ name, value }: Fact, language: Language): string {
  const { words } = narratorOf(language);
  if (typeof value === "string") return name === "" ? value : `${name} ${value}`;
  if (name === "batch") return sequenceWords[language].batchBegins(value);
  if (name === "version") return words.version(value);
  const shown = name === "gain" ? words.gain : name === "sum" ? words.sum : name;
  return `${shown} ${formatNumber(value)}`;
}

/** The phase's name, and which batch, micro-batch and sample it is where there are several. */
export function sectionTitle(section: Section, { sections }: Sequence, language: Language): string {
  const { phases, words } = narratorOf(language);
  const { phase, batch, microBatch, samples } = section;
  const severalBatches = new Set(sections.map((other) => other.batch)).size > 1;
  const severalParts = sections.some((other) => (other.microBatch ?? 0) > 0);
  const notes = [
    ...(severalBatches && batch !== undefined ? [words.batch(batch)] : []),
    ...(severalParts && microBatch !== undefined ? [words.microBatch(microBatch)] : []),
    ...(samples > 1 ? [words.firstOf(samples)] : []),
  ];
  return notes.length === 0 ? phases[phase] : `${phases[phase]} (${notes.join(", ")})`;
}

export function participantName(participant: Participant, language: Language): string {
  if (participant === "coordinator") return sequenceWords[language].coordinator;
  if (participant === "loss") return narratorOf(language).words.loss;
  return participant.neurons > 1 ? `${participant.name} ×${participant.neurons}` : participant.name;
}

/** What the diagram leaves out or puts together. */
export function sequenceNotes(sequence: Sequence, level: TraceLevel, language: Language): string[] {
  const { participants, sections, together, cut } = sequence;
  const words = sequenceWords[language];
  const merged = togetherNotes[language](together, sequence.chosen);
  const steps = sections.reduce((sum, section) => sum + section.steps.length, 0);
  const isMerged = participants.some((each) => typeof each === "object" && each.neurons > 1);
  return [
    ...(merged !== undefined && isMerged ? [merged] : []),
    ...(together === "depths" ? [words.hidesInner] : []),
    ...(level === "synapse" ? [] : [words.noMessages]),
    ...(cut === "nothing" ? [] : [words.cut[cut](steps)]),
  ];
}
