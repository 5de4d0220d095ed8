import type { Insight } from "../../../domain/insight.js";
import type { InsightWords } from "../../../language/catalogue/insights.js";
import { number, texts } from "../../state/context.js";
import type { Counts } from "./finding.js";

/** What a pattern says, with its counts: `e2 bursts between 05 and 07 o'clock UTC, on 17 of 20 days; by chance 1.6`. */
export function sentenceOf(data: Insight["data"], counts: Counts, words: InsightWords): string {
  return words.counted({ sentence: patternOf(data, words), form: data.form, ...counts });
}

function patternOf(data: Insight["data"], words: InsightWords): string {
  const [electrode, type, cause] = [data.electrode, data.of, data.cause].map((one) => String(one));
  const about = { electrode: electrode!, type: type! };
  switch (data.form) {
    case "hours":
      return words.hours({ ...about, from: number(data.from), to: number(data.to) });
    case "rhythm":
      return words.rhythm({ electrode: about.electrode, period: number(data.period_s), spread: number(data.spread_s) });
    case "wave": {
      const delays = Array.isArray(data.delays_s) ? data.delays_s : [];
      return words.wave({ way: texts(data.electrodes), takes: number(delays.at(-1)) });
    }
    default:
      return data.delay_s === undefined
        ? words.after({ ...about, cause: cause!, within: number(data.within_s) })
        : words.follows({ ...about, cause: cause!, delay: number(data.delay_s) });
  }
}
