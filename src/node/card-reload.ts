import type { Alerts } from "../actions/alerts.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { Rest } from "../breathing/rest/rest.js";
import type { Rhythm } from "../breathing/rhythms/rhythm.js";
import type { CardNews, CardWatch } from "../config/card-watch.js";
import type { DesiredCard } from "../config/desired-card.js";
import { cardTrouble } from "../config/tell-card.js";
import type { BreathSettings } from "../domain/breath.js";
import { messageOf } from "../domain/errors.js";
import type { Facts } from "../domain/percept.js";
import type { Reflex } from "../domain/reflex.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { ConfigReport, DesiredConfig } from "../protocol/payloads/config.js";
import type { ReadingService } from "../spiralformer/reading-service.js";
import type { RulesInForce } from "./rules-in-force.js";
import type { Uplink } from "./uplink.js";

/** That the card is bad, and that it holds what only a restart takes up. */
const BAD = "card";
const WAITS = "card-restart";

export interface CardReloadParts {
  /** Absent in a node whose card nobody changes while it runs. */
  readonly watch: Pick<CardWatch, "look"> | undefined;
  /** Takes a card from afar; absent in a node whose card nobody changes while it runs. */
  readonly desired: Pick<DesiredCard, "take"> | undefined;
  /** What is in force at the start, as text without secrets. */
  readonly effective: string;
  /** What is wrong with the card at the start, when the last good one is in force instead. */
  readonly problem: string | undefined;
  readonly rules: RulesInForce;
  readonly breath: Pick<BreathClock, "takeUp">;
  readonly rhythmOf: (settings: BreathSettings) => Rhythm;
  readonly reading: Pick<ReadingService, "takeUp">;
  readonly uplink: Pick<Uplink, "takeUp"> | undefined;
  /** The latest signal is remembered, for reflexes that record it. */
  readonly remembers: boolean;
  /** Absent where nothing of the board may be switched. */
  readonly rest: Pick<Rest, "takeUp"> | undefined;
  readonly alerts: Alerts;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Takes up a card that is changed while the node runs, as far as that can be, and says what waits for a restart. A bad card changes
 * nothing, and is said wherever somebody may look: an alert on the broker, and with each breath a blink of the box.
 */
export class CardReload {
  readonly #parts: CardReloadParts;
  #isBad: boolean;
  #effective: string;

  constructor(parts: CardReloadParts) {
    this.#parts = parts;
    this.#isBad = parts.problem !== undefined;
    this.#effective = parts.effective;
  }

  /** The card is bad, and something older in force. */
  get isBad(): boolean {
    return this.#isBad;
  }

  /** The card in force, by file, without secrets. */
  get inForce(): Facts {
    const { about: _, ...files } = JSON.parse(this.#effective);
    return files;
  }

  /** Its version: 0 where it names none. */
  get version(): number {
    return Number(JSON.parse(this.#effective).node?.version ?? 0);
  }

  /** A card came over MQTT: the newer of the two counts. What of it can be taken up is in force when this resolves. Never rejects. */
  async desire({ version, card }: DesiredConfig): Promise<ConfigReport> {
    const { desired } = this.#parts;
    if (desired === undefined)
      return { version, status: "refused", errors: ["the card of this run cannot be changed"] };
    const { errors, wrote } = await desired.take(card);
    if (wrote) await this.look();
    return { version, status: errors.length === 0 ? "accepted" : "refused", errors };
  }

  /** Everything was taken up with this start, unless the card is bad. */
  start(): void {
    const { alerts, clock, problem } = this.#parts;
    this.#tell(BAD, problem);
    alerts.clear(WAITS, clock.now());
  }

  /** Once a breath: was it changed? Never throws. */
  async look(): Promise<void> {
    const { watch, rules, log } = this.#parts;
    if (watch === undefined) return;
    try {
      const news = await watch.look();
      if (news.kind === "bad") this.#refuse(cardTrouble(news.problems, rules.current.words.health));
      if (news.kind === "good") this.#takeUp(news);
    } catch (error) {
      log("warn", `the card could not be looked at: ${messageOf(error)}`);
    }
  }

  #refuse(problem: string): void {
    this.#isBad = true;
    this.#tell(BAD, problem);
  }

  #takeUp({ inForce, taken, waiting }: Extract<CardNews, { kind: "good" }>): void {
    const { rules, breath, rhythmOf, reading, rest, uplink, log } = this.#parts;
    const { configuration, effective } = inForce;
    this.#isBad = false;
    this.#effective = effective;
    this.#tell(BAD, undefined);
    if (taken.length > 0) {
      if (taken.includes("attention") || taken.includes("reflexes"))
        rules.takeUp({ ...rules.current, settings: configuration.attention, reflexes: configuration.reflexes });
      if (taken.includes("breath")) {
        breath.takeUp(rhythmOf(configuration.breath), configuration.breath.earlyExhaleEvery);
        reading.takeUp(configuration.breath);
        rest?.takeUp(configuration.rest);
      }
      uplink?.takeUp(configuration.breath, effective);
      log("info", `the card was changed; in force from now on: ${taken.join(", ")}`);
    }
    this.#tell(WAITS, this.#restartFor(waiting));
  }

  /** What takes a restart, in a line. */
  #restartFor(waiting: readonly string[]): string | undefined {
    const { rules, remembers } = this.#parts;
    const records = !remembers && rules.current.reflexes.some(recordsSignal);
    const { health } = rules.current.words;
    const waits = [...waiting, ...(records ? [health.signalBefore] : [])];
    return waits.length === 0 ? undefined : health.waitsForRestart(waits);
  }

  #tell(alert: string, text: string | undefined): void {
    const { alerts, clock, log } = this.#parts;
    if (text === undefined) alerts.clear(alert, clock.now());
    else {
      alerts.raise(alert, text, clock.now());
      if (alert === WAITS) log("warn", text);
    }
  }
}

export function recordsSignal({ actions }: Reflex): boolean {
  return actions.some(({ kind }) => kind === "record");
}
