import type { Breath } from "../domain/breath.js";
import type { NodeEvent } from "../domain/event.js";
import type { Insight } from "../domain/insight.js";
import type { EventName } from "../domain/reading.js";
import type { Action } from "../domain/reflex.js";
import type { Seconds } from "../domain/time.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { ElectrodeTally, FirstOf } from "./digest-parts.js";
import { table } from "./table.js";
import { ThreadTally } from "./thread-tally.js";
import { clean } from "./width.js";
import { elapsed, utcSecond } from "./words.js";

const KEPT = 20;
const THREADS_KEPT = 12;

interface Repeated<What> {
  readonly times: number;
  readonly first: Seconds;
  readonly last: Seconds;
  readonly what: What;
}

/**
 * A whole recording on one page that a person can read. It aggregates while it listens, so that months take no more memory than
 * minutes; of what could be endless it keeps the first or the foremost, and says how many more there were. The same events give
 * the same bytes.
 */
export class Digest {
  readonly #name: string;
  readonly #origin: Seconds;
  readonly #dated: boolean;
  readonly #words: Catalogue;
  readonly #electrodes = new Map<string, ElectrodeTally>();
  readonly #threads = new ThreadTally(THREADS_KEPT);
  readonly #reflexes = new FirstOf<Repeated<Action["kind"]>>(KEPT);
  readonly #insights = new FirstOf<Insight>(KEPT);
  readonly #alerts = new FirstOf<Repeated<string>>(KEPT);
  readonly #readings = new FirstOf<number, EventName>(KEPT);
  readonly #losses = new FirstOf<{ lost: number; reason: string }>(KEPT);
  readonly #calls = new FirstOf<number, Breath["cause"]>(KEPT);
  #percepts = 0;
  #firstCycle: number | undefined;
  #lastCycle = 0;
  #commits = 0;
  #bytes = 0;
  #end: Seconds;

  /**
   * @param name what was replayed @param origin node time at which the recording's own time is zero
   * @param dated whether the recording says when that was
   */
  constructor(name: string, origin: Seconds, words: Catalogue, dated = true) {
    this.#dated = dated;
    this.#name = name;
    this.#origin = origin;
    this.#words = words;
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
      case "morning":
      case "recording":
      case "trace":
        break; // a page of figures does not repeat what was said
    }
  };

  /** When that was, of a recording that says so. */
  #begun(): { readonly utc: string | undefined; readonly here?: string | undefined } {
    if (!this.#dated) return { utc: undefined };
    return { utc: utcSecond(this.#origin), here: this.#words.wall?.clock(this.#origin) };
  }

  /** The page. `replay` ends it with a newline. */
  lines(): string[] {
    const { title, sections, columns, does } = this.#words.page;
    const [from, to] = [this.#elapsed(this.#origin), this.#elapsed(this.#end)];
    const length = this.#end - this.#origin;
    return [
      title({ name: this.#name, length, from, to, ...this.#begun() }),
      ...this.#breathLines(),
      ...section(sections.spikes, this.#spikeLines()),
      ...section(sections.time, this.#timeLines()),
      ...section(sections.threads, this.#threadLines()),
      ...section(
        sections.reflexes,
        this.#repeated(this.#reflexes, columns.reflexes, (action) => does[action]),
      ),
      ...section(sections.learnt, this.#insightLines()),
      ...section(
        sections.alerts,
        this.#repeated(this.#alerts, columns.alerts, (text) => text),
      ),
      ...section(sections.lost, this.#lossLines()),
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
    const { page } = this.#words;
    const calls = this.#calls.entries;
    const readings = this.#readings.entries;
    return [
      page.breaths({ breaths, calls, percepts: this.#percepts, commits: this.#commits, bytes: this.#bytes }),
      ...(readings.length === 0 ? [] : [page.readings(readings)]),
    ];
  }

  #spikeLines(): string[] {
    const { whole, millivolts } = this.#words.grammar;
    const rows = [...this.#electrodes].map(([name, tally]) => [
      name,
      whole(tally.spikes),
      ...(tally.medianHeight === undefined
        ? ["–", "–", "–", "–"]
        : [
            this.#percent(tally.upward / tally.spikes),
            millivolts(tally.medianHeight),
            millivolts(tally.largest),
            this.#elapsed(tally.largestAt),
          ]),
      whole(tally.glyphs.burst),
      whole(tally.glyphs.train),
      whole(tally.glyphs.silence),
    ]);
    return figures(this.#words.page.columns.spikes, rows);
  }

  #timeLines(): string[] {
    const rows = [...this.#electrodes].map(([name, tally]) => [
      name,
      this.#percent(tally.share("spike", "burst", "train")),
      this.#percent(tally.share("rest", "pause")),
      this.#percent(tally.share("silence")),
      this.#percent(tally.share("drift", "settling")),
      this.#percent(tally.share("artefact")),
      this.#percent(tally.share("gap", "unheard")),
    ]);
    return figures(this.#words.page.columns.time, rows);
  }

  #threadLines(): string[] {
    const { begun, done, culled } = this.#threads;
    if (begun === 0) return [];
    const lives = this.#threads.foremost(this.#end);
    const { page, grammar } = this.#words;
    const rows = lives.map((life) => [
      life.id,
      this.#elapsed(life.created),
      life.ended === undefined ? "–" : this.#elapsed(life.ended),
      grammar.duration(life.held),
      grammar.fixed(life.peak, 2),
      page.ends[life.how],
      life.goal,
    ]);
    return [
      page.threads({ begun, done, culled, longest: begun > lives.length ? lives.length : undefined }),
      ...table(
        page.columns.threads.map((head, i) => ({ head, align: i >= 1 && i <= 4 ? "right" : "left" })),
        rows,
      ),
      ...this.#more(begun - lives.length),
    ];
  }

  #insightLines(): string[] {
    return [
      ...this.#insights.entries.map(([, { sentence, support, against }]) =>
        // Evidence fades, so that it is no whole number; who reads counts in sightings.
        this.#words.page.insight({ sentence, seen: Math.round(support), contradicted: Math.round(against) }),
      ),
      ...this.#more(this.#insights.turnedAway),
    ];
  }

  #repeated<What>(things: FirstOf<Repeated<What>>, heads: readonly string[], say: (what: What) => string): string[] {
    if (things.entries.length === 0) return [];
    const rows = things.entries.map(([name, { times, first, last, what }]) => [
      name,
      this.#words.grammar.whole(times),
      this.#elapsed(first),
      this.#elapsed(last),
      say(what),
    ]);
    return [
      ...table(
        heads.map((text, i) => ({ head: text, align: i >= 1 && i <= 3 ? "right" : "left" })),
        rows,
      ),
      ...this.#more(things.turnedAway),
    ];
  }

  #lossLines(): string[] {
    return [
      ...this.#losses.entries.map(([device, loss]) => this.#words.page.lost({ device, ...loss })),
      ...this.#more(this.#losses.turnedAway),
    ];
  }

  #percent(part: number): string {
    const value = part * 100;
    return `${this.#words.grammar.fixed(value, value > 0 && value < 9.95 ? 1 : 0)} %`;
  }

  #more(n: number): string[] {
    return n > 0 ? [this.#words.page.more(n)] : [];
  }

  /** Since the recording's zero. */
  #elapsed(at: Seconds): string {
    return elapsed(at - this.#origin);
  }
}

function again<What>(known: Repeated<What> | undefined, at: Seconds, what: What): Repeated<What> {
  return { times: (known?.times ?? 0) + 1, first: known?.first ?? at, last: at, what };
}

/** A table of figures, an electrode a row. */
function figures(
  [electrode, ...heads]: readonly [string, ...string[]],
  rows: readonly (readonly string[])[],
): string[] {
  const columns = heads.map((head) => ({ head, align: "right" as const }));
  return rows.length === 0 ? [] : table([{ head: electrode }, ...columns], rows);
}

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", head, ...lines.map((line) => `  ${line}`)];
}
