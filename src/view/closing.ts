import type { Seconds } from "../domain/time.js";
import type { LiveModel } from "./live-model.js";
import { clean } from "./width.js";

/** How many insights are repeated at the end. */
const INSIGHTS_SAID = 5;

/** What is said when the view has closed: plain lines that stay in the terminal. @param lived real seconds */
export function closing(model: LiveModel, lived: Seconds): string[] {
  const { site, node, quality, state } = model.identity;
  const { insights, alerts, traces, breaths } = model;
  const { closing: words, more } = model.words.live;
  const passed = model.first === undefined ? 0 : model.now - model.first;
  const simulated = quality === "simulated" ? passed : undefined;
  const unsaid = insights.length - INSIGHTS_SAID;
  return [
    words.lived({ node: `${site}/${node}`, simulated, real: lived, breaths }),
    ...(traces.length === 0 ? [] : [words.spikes(traces)]),
    ...(insights.length === 0 ? [] : [words.learnt(insights.length)]),
    ...insights.slice(-INSIGHTS_SAID).map((sentence) => `  ${sentence}`),
    ...(unsaid > 0 ? [`  ${more(unsaid)}`] : []),
    ...alerts.map((alert) => words.alert(alert.text)),
    words.state(state),
  ].map(clean);
}
