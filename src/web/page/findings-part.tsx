import type { NodeDetail } from "../model/node-detail.ts";
import type { NodeSummary } from "../model/summary.ts";
import type { Session } from "./session.ts";
import { useTelling } from "./telling.ts";

interface FindingsProps {
  readonly session: Session;
  readonly detail: NodeDetail;
  readonly summary: NodeSummary;
}

const SHOWN = 8;

/** What it asks people to look at, what it has learnt, what its model read, what woke it. */
export function FindingsPart({ session, detail, summary }: FindingsProps) {
  const { breathing, clock, day, web } = useTelling();
  const { findings: words } = web;
  const { alerts, insights } = summary;
  const { readings, wakes } = detail;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{words.title}</h2>
      {alerts.map(({ id, text, at }) => (
        <p key={id} class="alert row">
          <span>
            {text} <time class="aside">{day(at)}</time>
          </span>
          <button type="button" onClick={() => session.ask("dismiss", words.dismissedAlert(text), { alert: id })}>
            {words.dismiss}
          </button>
        </p>
      ))}
      <h3>{words.learnt}</h3>
      {insights.length === 0 && <p class="empty">{words.nothingLearnt}</p>}
      <ul class="plain">
        {insights.slice(0, SHOWN).map(({ id, sentence, confidence }) => (
          <li key={id} class="row">
            <span>
              {sentence} <span class="aside">{words.sure(confidence)}</span>
            </span>
            <span class="words">
              <button
                type="button"
                aria-label={words.confirmed(sentence)}
                onClick={() => session.ask("confirm", words.confirmed(sentence), { insight: id })}
              >
                {words.yes}
              </button>
              <button
                type="button"
                aria-label={words.dismissed(sentence)}
                onClick={() => session.ask("dismiss", words.dismissed(sentence), { insight: id })}
              >
                {words.no}
              </button>
            </span>
          </li>
        ))}
      </ul>
      <h3>{words.read}</h3>
      {readings.length === 0 && <p class="empty">{words.nothingRead}</p>}
      <ul class="plain">
        {readings.slice(0, SHOWN).map(({ text, electrodes, confidence, start, decided }) => (
          <li key={`${decided} ${electrodes.join()}`}>
            {text}
            <span class="aside">
              {clock(start)} · {electrodes.join(", ")} · {Math.round(confidence * 100)} %
            </span>
          </li>
        ))}
      </ul>
      {wakes.length > 0 && <h3>{words.called}</h3>}
      <ul class="plain">
        {wakes.slice(0, SHOWN).map(({ at, phase, cause }) => (
          <li key={`${at} ${cause}`}>
            {words.wake({ phase: breathing.phase[phase], cause: breathing.cause[cause] })}
            <span class="aside">{day(at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
