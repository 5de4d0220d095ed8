import type { Seconds } from "../../domain/time.js";
import { skewOf } from "../model/node-clock.ts";
import { standingOf } from "../model/standing.ts";
import { type NodeSummary, nameOf } from "../model/summary.ts";
import { skewInWords, standingInWords } from "../model/telling.ts";
import { BodyPart } from "./body-part.tsx";
import { BreathRing } from "./breath-ring.tsx";
import { FindingsPart } from "./findings-part.tsx";
import { MindPart } from "./mind-part.tsx";
import type { Looking, Session } from "./session.ts";
import { useTelling } from "./telling.ts";
import { TracesPart } from "./traces-part.tsx";
import { VoicePart } from "./voice-part.tsx";
import { WordsPart } from "./words-part.tsx";

interface NodeProps {
  readonly session: Session;
  readonly looking: Looking;
  readonly summary: NodeSummary | undefined;
  readonly at: Seconds;
}

/** One node, closely: what it hears, what it minds, what it has learnt, how its body is. */
export function NodeView({ session, looking, summary, at }: NodeProps) {
  const telling = useTelling();
  const { breathing, grove } = telling;
  const { node: words } = telling.web;
  if (summary === undefined)
    return (
      <>
        <Back />
        <p class="empty">{words.nothingHeardOf(looking.key)}</p>
      </>
    );
  const standing = standingOf(summary, at);
  const skew = skewOf(summary.clock, summary.state?.quality);
  const { description, breath, state } = summary;
  return (
    <>
      <Back />
      <header class="node">
        <BreathRing summary={summary} moves={standing.name === "ready" || standing.name === "sleeping"} />
        <div>
          <h1>{nameOf(summary)}</h1>
          <p class="where">
            {summary.key}
            {description?.place !== undefined && ` · ${description.place}`}
          </p>
          <p class={`standing ${standing.name}`}>
            {standingInWords(standing, summary, telling)}
            {breath && ` · ${grove.breath(breath.breath.cycle)}, ${breathing.rhythm(String(breath.rhythm.kind))}`}
          </p>
          {skew !== undefined && <p class="worry">{words.clock(skewInWords(skew, telling))}</p>}
          {state?.quality === "simulated" && <p class="where">{words.simulated(telling.day(state.since))}</p>}
        </div>
      </header>
      <div class="parts">
        <TracesPart session={session} detail={looking.detail} summary={summary} />
        <WordsPart session={session} asks={looking.asks} summary={summary} />
        <MindPart session={session} threads={looking.detail.threads} />
        <FindingsPart session={session} detail={looking.detail} summary={summary} />
        <VoicePart session={session} detail={looking.detail} />
        <BodyPart summary={summary} />
      </div>
    </>
  );
}

function Back() {
  const { back } = useTelling().web.node;
  return (
    <nav>
      <a class="back" href="#/">
        {back}
      </a>
    </nav>
  );
}
