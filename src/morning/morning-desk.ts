import type { z } from "zod";
import { accounted } from "../attention/learning/diary/write.js";
import { electrodeDays } from "../attention/learning/facts/electrode-days.js";
import type { AttentionState } from "../attention/state/state.js";
import type { NodeEvent } from "../domain/event.js";
import type { EventLog } from "../domain/event-log.js";
import type { Morning } from "../domain/morning.js";
import type { Percept } from "../domain/percept.js";
import { DAY, type Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Section } from "../ports/section.js";
import { foremost } from "./moments.js";
import { emptyNotes, NOTES, type Notes, noted, turned } from "./notes.js";
import { unheardIn } from "./unheard.js";

/** What a node keeps of its mornings. Null in a node that has never begun. */
export type MorningState = Notes | null;
export const MORNING_STATE: z.ZodType<MorningState> = NOTES.nullable();

export interface MorningDeskParts {
  readonly clock: Clock;
  readonly events: EventLog;
  readonly attention: Section<AttentionState>;
  readonly kept: Section<MorningState>;
  /** The time of the day at which the page is due, in seconds after midnight UTC. Asked for each. */
  readonly morning: () => Seconds;
  /** The page as a person reads it. */
  readonly draw: (morning: Morning) => readonly string[];
}

/** Jots down what happens, and tells the page of the day when it is due. */
export class MorningDesk {
  readonly #parts: MorningDeskParts;
  readonly #due: Timer;
  #latest: Percept | undefined;

  constructor(parts: MorningDeskParts) {
    this.#parts = parts;
    this.#due = parts.clock.timer("morning", () => this.#tell());
  }

  /** From now on. A page that was due while the node was off is told at once. */
  start(): void {
    const { events, clock, kept, attention } = this.#parts;
    const now = clock.now();
    const known = attention.value.insights.map(({ id }) => id);
    // Of a clock that was ahead: nothing was noted in the future.
    const notes = kept.value ?? emptyNotes(now, known);
    kept.value = notes.since > now ? emptyNotes(now, known) : notes;
    events.listen((event) => this.#hear(event));
    const missed = this.#next(kept.value.since) <= now;
    this.#due.set(missed ? now : this.#next(now));
  }

  stop(): void {
    this.#due.cancel();
  }

  /** The card names another time of the day. */
  again(): void {
    this.#due.set(this.#next(this.#parts.clock.now()));
  }

  /** The page as it is now. */
  page(): Morning {
    const { clock, attention, kept, morning } = this.#parts;
    const to = clock.now();
    const { since, moments, learnt, lost, troubles } = kept.value ?? emptyNotes(to);
    const { diaries } = attention.value.learning;
    const from = Math.min(since, to);
    const listening = Object.entries(diaries).map(
      ([electrode, diary]) => [electrode, accounted(diary, to).listening] as const,
    );
    return {
      ...{ from, to, learnt, lost },
      electrodes: electrodeDays(diaries, to, morning()),
      moments: foremost(moments),
      unheard: unheardIn(listening, Math.max(from, to - DAY), to, troubles),
    };
  }

  #hear(event: NodeEvent): void {
    const { kept } = this.#parts;
    if (event.type === "percept") this.#latest = event.percept;
    if (kept.value !== null) kept.value = noted(kept.value, event, this.#latest);
  }

  #tell(): void {
    const { clock, events, kept, draw } = this.#parts;
    const now = clock.now();
    const morning = this.page();
    events.tell(now, { type: "morning", morning, page: draw(morning) });
    kept.value = turned(kept.value ?? emptyNotes(now), now);
    this.#due.set(this.#next(now));
  }

  /** The first time after `at` that a page is due. */
  #next(at: Seconds): Seconds {
    const time = this.#parts.morning();
    return Math.floor((at - time) / DAY + 1) * DAY + time;
  }
}
