import type { Electrode } from "../../domain/electrode.js";
import type { Trouble } from "../../domain/electrode-trouble.js";
import type { GlyphSettings } from "../../domain/glyph-settings.js";
import type { Noticed } from "../../domain/percept.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import type { HealthWords } from "../../language/catalogue/health.js";
import type { Conditioner } from "../conditioning/conditioner.js";
import type { Hum } from "../conditioning/hum/hum.js";
import type { Removed } from "../conditioning/tally.js";
import { ElectrodeHealth } from "../percepts/electrode-health.js";
import { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { ClockWatch } from "./clock-watch.js";
import { LeadWatch } from "./lead-watch.js";
import { RailWatch } from "./rail-watch.js";
import { RateAlarm } from "./rate-alarm.js";

/** Bad for so many working samples is trouble that is worth a percept of its own. */
const TROUBLE = 60;
/** So many glitches within an hour are a fault of the wiring; a sound electrode has fewer in a day. */
const GLITCHES = 10;
/** A step of so many usual differences between neighbours moves no electrode by itself. */
const HUGE = 1000;
/** What comes and goes, as hum does with the hours, has passed when it was not there for so long. */
const PASSED = 6 * HOUR;
/** What changes slowly is looked at every so many working samples. */
const NOW_AND_THEN = 16;
/** Of the differences between neighbours, every so manieth tells enough of the noise. */
const SOME = 4;

/** What a bad stretch is called. A glitch or step is over at once. */
const TROUBLE_OF: Partial<Record<Removed, Trouble>> = { gap: "no-signal", flat: "flat", handling: "handling" };

/** What an electrode suffers from, by what each stage of the sense sees: names it, and tells it through its health. */
export class TroubleWatch implements Persistent {
  readonly #health: ElectrodeHealth;
  readonly #clock = new ClockWatch();
  readonly #rail = new RailWatch();
  readonly #lead: LeadWatch;
  readonly #glitches = new RateAlarm(GLITCHES);
  readonly #huge = new RateAlarm(1);
  #samples = 0;
  #badFor = 0;
  #last = Number.NaN;
  /** Time of the raw sample that was taken last. */
  #now: Seconds = Number.NaN;
  /** How far a working sample lies from the one before, as the watch over the lead takes it. */
  readonly #difference = new Sample();
  #hummed: Seconds = Number.NaN;

  /** @param workingRate in Hz */
  constructor(
    electrode: Electrode,
    glyphs: GlyphSettings,
    workingRate: number,
    words: HealthWords,
    tell: (noticed: Noticed) => void,
  ) {
    this.#health = new ElectrodeHealth(electrode, glyphs, words, tell);
    this.#lead = new LeadWatch(workingRate / SOME);
  }

  /** A stamp that is not a little later than the one before. */
  onOddTime(at: Seconds, before: Seconds, planned: boolean): void {
    const wrongBy = this.#clock.onOddTime(at, before, planned);
    if (!Number.isNaN(wrongBy)) this.#health.report("clock", at - wrongBy, at);
  }

  /** A raw sample, before anything was done to it. */
  pushRaw(sample: Sample): void {
    this.#now = sample.at;
    this.#rail.push(sample);
  }

  /** For how many working samples it has been bad by now; 0 while all is well. */
  get badFor(): number {
    return this.#badFor;
  }

  /** A working sample was taken. @param planned whether it is bad because of a rest */
  pushWorking({ mv }: Sample, conditioner: Conditioner, hum: Hum, planned: boolean): void {
    const { bad } = conditioner;
    if (bad !== undefined) this.#onBad(bad, this.#now, conditioner, planned);
    else if (this.#badFor > 0) this.#onWell(this.#now);
    const samples = ++this.#samples;
    if (samples % SOME === 0) {
      const difference = this.#difference;
      difference.at = this.#now;
      difference.mv = mv - this.#last;
      difference.step = conditioner.converterStep;
      this.#lead.push(difference, hum.present);
    }
    if (samples % NOW_AND_THEN === 0) this.#checkSlow(conditioner, hum);
    this.#last = mv;
  }

  /** Something was taken out. @param size how far it jumped, in mV */
  onRemoved(what: Removed, at: Seconds, size: number, now: Seconds, conditioner: Conditioner): void {
    if (what !== "glitch" && what !== "step") return;
    const { usual } = conditioner;
    const z = usual > 0 ? Math.min(Math.abs(size) / usual, Number.MAX_VALUE) : 0;
    if (what === "glitch" && this.#glitches.push(at, z))
      this.#health.report("glitches", this.#glitches.first, now, this.#glitches.largest);
    // Behind a step that ends in a standstill comes another name for it.
    if (what === "step" && z > HUGE && !conditioner.still && this.#huge.push(at, z))
      this.#health.report("handling", at, now, z);
  }

  persist(snapshot: Snapshot): void {
    this.#samples = snapshot.number("samples", this.#samples);
    this.#badFor = snapshot.number("badFor", this.#badFor);
    this.#last = snapshot.number("last", this.#last);
    this.#hummed = snapshot.number("hummed", this.#hummed);
    snapshot.part("health", this.#health);
    snapshot.part("clock", this.#clock);
    snapshot.part("rail", this.#rail);
    snapshot.part("lead", this.#lead);
    snapshot.part("glitches", this.#glitches);
    snapshot.part("huge", this.#huge);
  }

  #onBad(bad: Removed, now: Seconds, { badSince, usual }: Conditioner, planned: boolean): void {
    const trouble = TROUBLE_OF[bad];
    if (++this.#badFor < TROUBLE || trouble === undefined || planned) return;
    if (trouble !== "flat") this.#health.report(trouble, badSince, now);
    else if (this.#rail.apart(usual)) this.#health.report("saturation", badSince, now);
    // A rail that is known for one is told already.
    else if (!this.#health.has("saturation")) this.#health.report("flat", badSince, now);
  }

  #onWell(now: Seconds): void {
    this.#badFor = 0;
    this.#health.clear("no-signal");
    this.#health.clear("flat");
    if (this.#huge.passed(now)) this.#health.clear("handling");
  }

  #checkSlow(conditioner: Conditioner, hum: Hum): void {
    const health = this.#health;
    const now = this.#now;
    if (this.#clock.advanceTo(now)) health.clear("clock");
    if (this.#glitches.passed(now)) health.clear("glitches");
    this.#rail.advanceTo(now);
    const { since } = this.#rail;
    if (!Number.isNaN(since)) health.report("saturation", since, now);
    else if (this.#badFor === 0) health.clear("saturation");
    if (this.#badFor === 0 && this.#huge.passed(now)) health.clear("handling");
    this.#checkHum(conditioner, hum);
    const off = this.#lead.since(now);
    if (!Number.isNaN(off)) health.report("lead-off", off, now, this.#lead.times);
    else health.clear("lead-off");
  }

  #checkHum(conditioner: Conditioner, hum: Hum): void {
    const now = this.#now;
    if (hum.present) {
      const { usual } = conditioner;
      this.#hummed = now;
      this.#health.report("hum", hum.since, now, usual > 0 ? hum.height / usual : 0);
    } else if (Math.abs(now - this.#hummed) > PASSED) this.#health.clear("hum");
  }
}
