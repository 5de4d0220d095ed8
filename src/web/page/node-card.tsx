import { Component } from "preact";
import { skewOf } from "../model/node-clock.ts";
import type { Standing } from "../model/standing.ts";
import { type NodeSummary, nameOf, worstCheck } from "../model/summary.ts";
import { localTime, skewInWords, standingInWords, supplyInWords } from "../model/telling.ts";
import { BreathRing } from "./breath-ring.tsx";

interface CardProps {
  readonly summary: NodeSummary;
  readonly standing: Standing;
}

const telling = localTime();

/** One node at a glance. Drawn again when there is news of it alone. */
export class NodeCard extends Component<CardProps> {
  override shouldComponentUpdate({ summary, standing }: CardProps): boolean {
    const { props } = this;
    return (
      summary !== props.summary || standing.name !== props.standing.name || standing.until !== props.standing.until
    );
  }

  override render({ summary, standing }: CardProps) {
    const { key, site, description, breath, health, insights, alerts, state, strange, clock } = summary;
    const check = worstCheck(summary);
    const supply = supplyInWords(summary);
    const skew = skewOf(clock, state?.quality);
    const breathes = standing.name === "ready" || standing.name === "sleeping";
    return (
      <li class={`card ${standing.name}`}>
        <a href={`#/${key}`}>
          <BreathRing summary={summary} moves={breathes} />
          <h2>{nameOf(summary)}</h2>
          <p class="where">{description?.place ?? site}</p>
          <p class={`standing ${standing.name}`}>{standingInWords(standing, summary, telling)}</p>
          <p class="facts">
            {breathes && breath && <span>breath {breath.breath.cycle}</span>}
            {supply !== "" && <span>{supply}</span>}
            {health && health.uplink.depth > 0 && <span>{health.uplink.depth} to send</span>}
            {skew !== undefined && <span class="worry">clock {skewInWords(skew)}</span>}
            {strange > 0 && <span class="worry">{strange} not understood</span>}
          </p>
          {alerts[0] && <p class="alert">{alerts[0].text}</p>}
          {check && (check.status === "warning" || check.status === "critical") && (
            <p class={`check ${check.status}`}>
              {check.name}: {check.text}
            </p>
          )}
          {insights[0] && <p class="insight">{insights[0].sentence}</p>}
        </a>
      </li>
    );
  }
}
