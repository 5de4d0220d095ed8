import { type Seconds, spoken } from "../domain/time.js";
import type { LiveModel } from "./live-model.js";
import { clean } from "./width.js";
import { count } from "./words.js";

/** How many insights are repeated at the end. */
const INSIGHTS_SAID = 5;

/** What is said when the view has closed: plain lines that stay in the terminal. @param lived real seconds */
export function closing(model: LiveModel, lived: Seconds): string[] {
  const { site, node, quality, state } = model.identity;
  const passed = model.first === undefined ? 0 : model.now - model.first;
  const life =
    quality === "simulated"
      ? `${spoken(passed)} of simulated time in ${spoken(lived)}`
      : `${spoken(lived)} under your eyes`;
  const insights = model.insights;
  const unsaid = insights.length - INSIGHTS_SAID;
  return [
    `andas ${site}/${node} lived ${life}, ${count(model.breaths, "breath")}.`,
    ...(model.traces.length === 0
      ? []
      : [
          `Spikes: ${model.traces.map((trace) => `${trace.electrode} ${trace.spikes.toLocaleString("en-GB")}`).join(", ")}.`,
        ]),
    ...(insights.length === 0 ? [] : [`Learnt ${count(insights.length, "thing")}:`]),
    ...insights.slice(-INSIGHTS_SAID).map((sentence) => `  ${sentence}`),
    ...(unsaid > 0 ? [`  and ${unsaid} more`] : []),
    ...model.alerts.map((alert) => `Still to be looked at: ${alert.text}`),
    `Its state lies in ${state}; started again it goes on from there.`,
  ].map(clean);
}
