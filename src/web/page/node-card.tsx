import { Component } from "preact";
import { skewOf } from "../model/node-clock.ts";
import type { Standing } from "../model/standing.ts";
import { type NodeSummary, nameOf, worstCheck } from "../model/summary.ts";
import { skewInWords, standingInWords, supplyInWords } from "../model/telling.ts";
import { BreathRing } from "./breath-ring.tsx";
import { useTelling } from "./telling.ts";

interface CardProps {
  readonly summary: NodeSummary;
  readonly standing: Standing;
}

/** One node at a glance. Drawn again when there is news of it alone, or another language is chosen. */
export class NodeCard extends Component<CardProps> {
  override shouldComponentUpdate({ summary, standing }: CardProps): boolean {
    const { props } = this;
    return (
      summary !== props.summary || standing.name !== props.standing.name || standing.until !== props.standing.until
    );
  }

  override render(props: CardProps) {
    return <Card {...props} />;
  }
}

function Card({ summary, standing }: CardProps) {
  const { key, site, description, breath, health, insights, alerts, state, strange, clock } = summary;
  const check = worstCheck(summary);
  const telling = useTelling();
  const { grove, web } = telling;
  const supply = supplyInWords(summary, telling);
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
          {breathes && breath && <span>{grove.breath(breath.breath.cycle)}</span>}
          {supply !== "" && <span>{supply}</span>}
          {health && health.uplink.depth > 0 && <span>{grove.toSend(health.uplink.depth)}</span>}
          {skew !== undefined && <span class="worry">{web.card.clock(skewInWords(skew, telling))}</span>}
          {strange > 0 && <span class="worry">{grove.notUnderstood(strange)}</span>}
        </p>
        {alerts[0] && <p class="alert">{alerts[0].text}</p>}
        {check && (check.status === "warning" || check.status === "critical") && (
          <p class={`check ${check.status}`}>{web.card.check({ name: grove.check(check.name), text: check.text })}</p>
        )}
        {insights[0] && <p class="insight">{insights[0].sentence}</p>}
      </a>
    </li>
  );
}
