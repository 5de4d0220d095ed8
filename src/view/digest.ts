import type { NodeEvent } from "../domain/event.js";
import type { Insight } from "../domain/insight.js";
import { type Seconds, spoken } from "../domain/time.js";
import { ElectrodeTally, FirstOf } from "./digest-parts.js";
import { table } from "./table.js";
import { ThreadTally } from "./thread-tally.js";
import { clean } from "./width.js";
import { count, plainMillivolts, size, utcSecond } from "./words.js";

const KEPT = 20;
const THREADS_KEPT = 12;

interface Repeated {
  readonly times: number;
  readonly first: Seconds;
  readonly last: Seconds;
  readonly text: string;
}

/**
 * A whole recording on one page that a person can read. It aggregates while it listens, so that months take no more memory than
 * minutes; of what could be endless it keeps the first or the foremost, and says how many more there were. The same events give
 * the same bytes.
 */
export class Digest {
  readonly #name: string;
  readonly #origin: Seconds;
  readonly #electrodes = new Map<string, ElectrodeTally>();
  readonly #threads = new ThreadTally(THREADS_KEPT);
  readonly #reflexes = new FirstOf<Repeated>(KEPT);
  readonly #insights = new FirstOf<Insight>(KEPT);
  readonly #alerts = new FirstOf<Repeated>(KEPT);
  readonly #readings = new FirstOf<number>(KEPT);
  readonly #losses = new FirstOf<{ lost: number; reason: string }>(KEPT);
  readonly #calls = new FirstOf<number>(KEPT);
  #percepts = 0;
  #firstCycle: number | undefined;
  #lastCycle = 0;
  #commits = 0;
  #bytes = 0;
  #end: Seconds;

  /** @param name what was replayed @param origin node time at which the recording's own time is zero */
  constructor(name: string, origin: Seconds) {
    this.#name = name;
    this.#origin = origin;
    this.#end = origin;
  }

  readonly hear = (event: NodeEvent): void => {
    if (event.at > this.#end) this.#end = event.at;
    switch (event.type) {
      case "spike":
        this.#electrode(event.spike.electrode).spike(event.spike);
        break;
      case "glyph":
        this.#electrode(event.glyph.electrode).glyph(event.glyph);
        break;
      case "percept":
        this.#percepts++;
        break;
      case "thread":
        this.#threads.hear(event.at, event.change, event.thread);
        break;
      case "reflex":
        this.#reflexes.put(event.reflex, (known) => again(known, event.at, event.action.kind));
        break;
      case "insight":
        this.#insights.put(event.insight.id, () => event.insight);
        break;
      case "alert":
        if (event.alert.raised) this.#alerts.put(event.alert.id, (known) => again(known, event.at, event.alert.text));
        break;
      case "reading":
        this.#readings.put(event.reading.event, (known = 0) => known + 1);
        break;
      case "sample-gap":
        this.#losses.put(event.device, () => ({ lost: event.lost, reason: event.reason }));
        break;
      case "breath":
        this.#firstCycle ??= event.breath.cycle;
        this.#lastCycle = event.breath.cycle;
        if (event.breath.cause !== "rhythm") this.#calls.put(event.breath.cause, (known = 0) => known + 1);
        break;
      case "commit":
        this.#commits++;
        this.#bytes += event.bytes;
        break;
      case "voice":
        break; // a page of figures does not repeat what was said
    }
  };

  /** The page. `replay` ends it with a newline. */
  lines(): string[] {
    const length = this.#end - this.#origin;
    return [
      `${this.#name}: ${spoken(length)}, ${this.#elapsed(this.#origin)} (${utcSecond(this.#origin)}) to ${this.#elapsed(this.#end)}`,
      ...this.#breathLines(),
      ...section("Spikes", this.#spikeLines()),
      ...section("Time", this.#timeLines()),
      ...section("Threads", this.#threadLines()),
      ...section("Reflexes", this.#repeated(this.#reflexes, "reflex")),
      ...section("Learnt", this.#insightLines()),
      ...section("Alerts", this.#repeated(this.#alerts, "alert")),
      ...section("Lost", this.#lossLines()),
    ].map(clean);
  }

  #electrode(name: string): ElectrodeTally {
    let tally = this.#electrodes.get(name);
    if (tally === undefined) {
      tally = new ElectrodeTally();
      this.#electrodes.set(name, tally);
    }
    return tally;
  }

  #breathLines(): string[] {
    const breaths = this.#firstCycle === undefined ? 0 : this.#lastCycle - this.#firstCycle + 1;
    const calls = this.#calls.entries.map(([cause, n]) => `${n} by ${cause}`).join(", ");
    const readings = this.#readings.entries.map(([name, n]) => `${name} ${n}`).join(", ");
    return [
      `${count(breaths, "breath")}${calls === "" ? "" : ` (phases begun otherwise than by the rhythm: ${calls})`}, ${count(this.#percepts, "percept")}, ${count(this.#commits, "commit")} (${size(this.#bytes)}).`,
      ...(readings === "" ? [] : [`Readings: ${readings}.`]),
    ];
  }

  #spikeLines(): string[] {
    const rows = [...this.#electrodes].map(([name, tally]) => [
      name,
      tally.spikes.toLocaleString("en-GB"),
      ...(tally.medianHeight === undefined
        ? ["–", "–", "–", "–"]
        : [
            percent(tally.upward / tally.spikes),
            plainMillivolts(tally.medianHeight),
            plainMillivolts(tally.largest),
            this.#elapsed(tally.largestAt),
          ]),
      tally.glyphs.burst.toLocaleString("en-GB"),
      tally.glyphs.train.toLocaleString("en-GB"),
      tally.glyphs.silence.toLocaleString("en-GB"),
    ]);
    return figures(["spikes", "upward", "median mV", "largest mV", "at", "bursts", "trains", "silences"], rows);
  }

  #timeLines(): string[] {
    const rows = [...this.#electrodes].map(([name, tally]) => [
      name,
      percent(tally.share("spike", "burst", "train")),
      percent(tally.share("rest", "pause")),
      percent(tally.share("silence")),
      percent(tally.share("drift", "settling")),
      percent(tally.share("artefact")),
      percent(tally.share("gap", "unheard")),
    ]);
    return figures(["active", "resting", "silent", "drifting", "disturbed", "not heard"], rows);
  }

  #threadLines(): string[] {
    const { begun, done, culled } = this.#threads;
    if (begun === 0) return [];
    const lives = this.#threads.foremost(this.#end);
    const rows = lives.map((life) => [
      life.id,
      this.#elapsed(life.created),
      life.ended === undefined ? "–" : this.#elapsed(life.ended),
      spoken(life.held),
      life.peak.toFixed(2),
      life.how,
      life.goal,
    ]);
    const heads = ["thread", "begun", "ended", "held", "salience", "end", "goal"];
    return [
      `${begun.toLocaleString("en-GB")} begun, ${done.toLocaleString("en-GB")} done, ${culled.toLocaleString("en-GB")} culled.${begun > lives.length ? ` The ${lives.length} that held the attention longest:` : ""}`,
      ...table(
        heads.map((head, i) => ({ head, align: i >= 1 && i <= 4 ? "right" : "left" })),
        rows,
      ),
      ...more(begun - lives.length),
    ];
  }

  #insightLines(): string[] {
    return [
      ...this.#insights.entries.map(
        ([, { sentence, support, against }]) =>
          // Evidence fades, so that it is no whole number; who reads counts in sightings.
          `${sentence} (seen ${Math.round(support)}×${against < 0.5 ? "" : `, contradicted ${Math.round(against)}×`})`,
      ),
      ...more(this.#insights.turnedAway),
    ];
  }

  #repeated(things: FirstOf<Repeated>, head: string): string[] {
    if (things.entries.length === 0) return [];
    const rows = things.entries.map(([name, { times, first, last, text }]) => [
      name,
      times.toLocaleString("en-GB"),
      this.#elapsed(first),
      this.#elapsed(last),
      text,
    ]);
    const heads = [head, "times", "first", "last", head === "alert" ? "text" : "does"];
    return [
      ...table(
        heads.map((text, i) => ({ head: text, align: i >= 1 && i <= 3 ? "right" : "left" })),
        rows,
      ),
      ...more(things.turnedAway),
    ];
  }

  #lossLines(): string[] {
    return [
      ...this.#losses.entries.map(
        ([device, { lost, reason }]) =>
          `${device}: ${count(lost, "row or read", "rows or reads")}; the last: ${reason}`,
      ),
      ...more(this.#losses.turnedAway),
    ];
  }

  /** `73:12:05`: hours, minutes and seconds since the recording's zero. */
  #elapsed(at: Seconds): string {
    const whole = Math.floor(Math.abs(at - this.#origin));
    const two = (n: number) => String(n).padStart(2, "0");
    const sign = at < this.#origin ? "-" : "";
    return `${sign}${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  }
}

function again(known: Repeated | undefined, at: Seconds, text: string): Repeated {
  return { times: (known?.times ?? 0) + 1, first: known?.first ?? at, last: at, text };
}

/** A table of figures, an electrode a row. */
function figures(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const columns = heads.map((head) => ({ head, align: "right" as const }));
  return rows.length === 0 ? [] : table([{ head: "electrode" }, ...columns], rows);
}

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", head, ...lines.map((line) => `  ${line}`)];
}

function percent(part: number): string {
  const value = part * 100;
  return `${value > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0)} %`;
}

function more(n: number): string[] {
  return n > 0 ? [`and ${n.toLocaleString("en-GB")} more`] : [];
}
