import type { Reading } from "../../domain/reading.js";
import { roundTime } from "../../domain/time.js";
import type { Wake } from "../../domain/wake.js";
import type { Io } from "../cli/command.js";

export const HEAD = "start_s,end_s,event,confidence,surprise,electrodes,decided_s";
/** What a reading rests on: electrodes in the order in which they began, and when. */
export const EVIDENCE_HEAD = "#evidence,decided_s,electrodes,onsets_s";
export const AUDIT_HEAD = "#wake,at_s,electrode,why,phase,mode,tokens,macs,ms,model";

/** The lines that wait to be written. */
export class Page {
  readonly #io: Io;
  readonly #text: boolean;
  readonly #audit: boolean;
  #lines: string[];

  constructor(io: Io, text: boolean, audit: boolean) {
    this.#io = io;
    this.#text = text;
    this.#audit = audit;
    this.#lines = [`${HEAD}${text ? ",text" : ""}\n`, ...(audit ? [`${AUDIT_HEAD}\n`, `${EVIDENCE_HEAD}\n`] : [])];
  }

  reading({ start, end, event, confidence, surprise, electrodes, decided, text, evidence }: Reading): void {
    const numbers = [confidence.toFixed(3), surprise.toFixed(3), electrodes.join(" "), roundTime(decided)];
    const told = this.#text ? `,"${text.replaceAll('"', '""')}"` : "";
    this.#lines.push(`${roundTime(start)},${roundTime(end)},${event},${numbers.join(",")}${told}\n`);
    if (!this.#audit || evidence === undefined) return;
    const times = evidence.onsets.map(roundTime).join(" ");
    this.#lines.push(`#evidence,${roundTime(decided)},${evidence.electrodes.join(" ")},${times}\n`);
  }

  /** Calls whose reading was lost: the model died, hung or said no number. */
  lost = 0;

  wake({ at, electrode, why, phase, mode, tokens, macs, milliseconds, model }: Wake): void {
    if (milliseconds === undefined) this.lost++;
    if (!this.#audit) return;
    const cost = [tokens, macs, milliseconds?.toFixed(3) ?? "", model];
    this.#lines.push(`#wake,${roundTime(at)},${electrode},${why},${phase},${mode},${cost.join(",")}\n`);
  }

  write(): Promise<void> | void {
    return this.#io.out(this.#lines.splice(0).join(""));
  }
}
