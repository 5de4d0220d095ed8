import type { Catalogue } from "../catalogue/catalogue.js";
import { answers } from "./answers.js";
import { breathing } from "./breathing.js";
import { events } from "./events.js";
import { firstBoot } from "./first-boot.js";
import { grammar } from "./grammar.js";
import { grove } from "./grove.js";
import { health } from "./health.js";
import { insights } from "./insights.js";
import { live } from "./live.js";
import { morning } from "./morning.js";
import { page } from "./page.js";
import { reading } from "./reading.js";
import { reflexes } from "./reflexes.js";
import { things } from "./things.js";
import { threads } from "./threads.js";
import { visit } from "./visit.js";
import { watch } from "./watch.js";
import { web } from "./web.js";

export const SWEDISH: Catalogue = {
  language: "sv",
  ...{ grammar, things, reading, threads, insights, answers, events, live, morning, page, health, reflexes },
  ...{ firstBoot, visit, breathing, grove, watch, web },
};
