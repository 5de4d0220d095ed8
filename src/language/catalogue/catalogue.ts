import type { Language } from "../../domain/language.js";
import type { AnswerWords } from "./answers.js";
import type { BreathingWords } from "./breathing.js";
import type { EventWords } from "./events.js";
import type { FirstBootWords } from "./first-boot.js";
import type { Grammar, Things } from "./grammar.js";
import type { GroveWords } from "./grove.js";
import type { HealthWords } from "./health.js";
import type { InsightWords } from "./insights.js";
import type { LiveWords } from "./live.js";
import type { MorningWords } from "./morning.js";
import type { PageWords } from "./page.js";
import type { ReadingWords } from "./readings.js";
import type { ReflexWords } from "./reflexes.js";
import type { ThreadWords } from "./threads.js";
import type { VisitWords } from "./visit.js";
import type { WallClock } from "./wall-clock.js";
import type { WatchWords } from "./watch.js";
import type { WebWords } from "./web.js";

/** Everything that is said to people, in one language: by the node, by the page of it, by `andas watch`. */
export interface Catalogue {
  readonly language: Language;
  readonly grammar: Grammar;
  /** Where somebody reads by a clock that is known, and in another zone than UTC. */
  readonly wall?: WallClock;
  readonly things: Things;
  readonly reading: ReadingWords;
  readonly threads: ThreadWords;
  readonly insights: InsightWords;
  readonly answers: AnswerWords;
  readonly events: EventWords;
  readonly live: LiveWords;
  readonly morning: MorningWords;
  readonly page: PageWords;
  readonly health: HealthWords;
  readonly reflexes: ReflexWords;
  readonly firstBoot: FirstBootWords;
  readonly visit: VisitWords;
  readonly breathing: BreathingWords;
  readonly grove: GroveWords;
  readonly watch: WatchWords;
  readonly web: WebWords;
}
