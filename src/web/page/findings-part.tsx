import type { NodeDetail } from "../model/node-detail.ts";
import type { NodeSummary } from "../model/summary.ts";
import { localTime } from "../model/telling.ts";
import type { Session } from "./session.ts";

interface FindingsProps {
  readonly session: Session;
  readonly detail: NodeDetail;
  readonly summary: NodeSummary;
}

const telling = localTime();
const SHOWN = 8;

/** What it asks people to look at, what it has learnt, what its model read, what woke it. */
export function FindingsPart({ session, detail, summary }: FindingsProps) {
  const { alerts, insights } = summary;
  const { readings, wakes } = detail;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">What it found</h2>
      {alerts.map(({ id, text, at }) => (
        <p key={id} class="alert row">
          <span>
            {text} <time class="aside">{telling.day(at)}</time>
          </span>
          <button type="button" onClick={() => session.ask("dismiss", `dismiss the alert “${text}”`, { alert: id })}>
            Dismiss
          </button>
        </p>
      ))}
      <h3>Learnt</h3>
      {insights.length === 0 && <p class="empty">Nothing that it is sure of yet.</p>}
      <ul class="plain">
        {insights.slice(0, SHOWN).map(({ id, sentence, confidence }) => (
          <li key={id} class="row">
            <span>
              {sentence} <span class="aside">sure to {Math.round(confidence * 100)} %</span>
            </span>
            <span class="words">
              <button
                type="button"
                aria-label={`Confirm: ${sentence}`}
                onClick={() => session.ask("confirm", `confirm “${sentence}”`, { insight: id })}
              >
                Yes
              </button>
              <button
                type="button"
                aria-label={`Dismiss: ${sentence}`}
                onClick={() => session.ask("dismiss", `dismiss “${sentence}”`, { insight: id })}
              >
                No
              </button>
            </span>
          </li>
        ))}
      </ul>
      <h3>Read</h3>
      {readings.length === 0 && <p class="empty">No reading since this page was opened.</p>}
      <ul class="plain">
        {readings.slice(0, SHOWN).map(({ text, electrodes, confidence, start, decided }) => (
          <li key={`${decided} ${electrodes.join()}`}>
            {text}
            <span class="aside">
              {telling.clock(start)} · {electrodes.join(", ")} · {Math.round(confidence * 100)} %
            </span>
          </li>
        ))}
      </ul>
      {wakes.length > 0 && <h3>Called</h3>}
      <ul class="plain">
        {wakes.slice(0, SHOWN).map(({ at, phase, cause }) => (
          <li key={`${at} ${cause}`}>
            {phase} by {cause}
            <span class="aside">{telling.day(at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
