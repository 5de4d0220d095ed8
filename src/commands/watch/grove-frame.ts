import type { StandingName } from "../../domain/standing.js";
import type { Seconds } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import { fitLine, type Line, type Span, span, spread, type Tone } from "../../view/paint.js";
import { cells, pad } from "../../view/width.js";
import { momentOf, ringOf } from "../../web/model/breath-ring.js";
import { countStandings, type Grove } from "../../web/model/grove.js";
import { nodeNow } from "../../web/model/node-clock.js";
import { standingOf } from "../../web/model/standing.js";
import { type NodeSummary, nameOf, worstCheck } from "../../web/model/summary.js";
import { standingInWords, supplyInWords, type Telling } from "../../web/model/telling.js";

/** What every frame is told of the world. */
export interface Looking {
  readonly now: Seconds;
  readonly telling: Telling & Pick<Catalogue, "watch">;
  /** Why the broker is away. */
  readonly away: string | undefined;
}

const LUNGS = "▁▂▃▄▅▆▇█";
const NAMES = 18;
const STANDING = 28;
const TONES: Readonly<Record<StandingName, Tone>> = {
  ...{ ready: "inhale", sleeping: "exhale", overdue: "alarm", lost: "alarm", gone: "faint", unknown: "faint" },
};

/** A line for each node: those first that want somebody. At most `rows` lines of at most `columns` cells. */
export function groveFrame(grove: Grove, looking: Looking, columns: number, rows: number): Line[] {
  const { now, telling } = looking;
  const { grove: words, watch } = telling;
  const standings = [...countStandings(grove.nodes, now)].filter(([, count]) => count > 0);
  const counted = standings.map(([name, count]) => words.counted(count, name)).join(" · ");
  const title = [span("andas", "strong"), span(`  ${counted || words.nobodyYet}`)];
  const nodes = [...grove.nodes].sort((a, b) => Number(wants(b, now)) - Number(wants(a, now)));
  const room = Math.max(0, rows - 3);
  const shown = nodes.length > room ? nodes.slice(0, Math.max(0, room - 1)) : nodes;
  const longest = Math.min(NAMES, Math.max(4, ...shown.map((node) => cells(nameOf(node)))));
  const more = nodes.length - shown.length;
  const lines = [
    header(title, looking, columns),
    [],
    ...shown.map((node) => row(node, longest, looking)),
    ...(more > 0 ? [[span(`  ${watch.more(more)}`, "faint")]] : []),
  ];
  return lines.slice(0, rows).map((line) => fitLine(line, columns));
}

/** The first line of any frame: what is looked at, and when; or that nothing new comes. */
export function header(title: Line, { now, telling, away }: Looking, columns: number): Line {
  if (away !== undefined) return fitLine([...title, span(`  ${telling.watch.away(away)}`, "alarm")], columns);
  return spread(title, [span(telling.clock(now), "faint")], columns);
}

/** How full its lungs are, in one cell. */
export function lung({ breath, clock }: NodeSummary, now: Seconds): Span {
  const ring = breath && ringOf(breath);
  if (breath === undefined || ring === undefined) return span(" ");
  const { phase, fullness } = momentOf(breath, ring, nodeNow(clock, now));
  return span(LUNGS[Math.round(fullness * (LUNGS.length - 1))]!, phase);
}

export function standingSpan(summary: NodeSummary, { now, telling }: Looking): Span {
  const standing = standingOf(summary, now);
  return span(standingInWords(standing, summary, telling), TONES[standing.name]);
}

function row(summary: NodeSummary, name: number, looking: Looking): Line {
  const standing = standingSpan(summary, looking);
  const breathes = TONES[standingOf(summary, looking.now).name] !== "alarm";
  return [
    breathes ? lung(summary, looking.now) : span("!", "alarm"),
    span(` ${pad(nameOf(summary), name)}  `, "strong"),
    { ...standing, text: pad(standing.text, STANDING) },
    span("  "),
    ...saying(summary, looking),
  ];
}

/** What matters most of it. */
function saying(summary: NodeSummary, { telling }: Looking): Line {
  const { grove } = telling;
  const { alerts, insights, health, strange } = summary;
  const check = worstCheck(summary);
  const supply = supplyInWords(summary, telling);
  const parts: Span[] = [];
  if (alerts[0]) parts.push(span(alerts[0].text, "alarm"));
  if (check && (check.status === "warning" || check.status === "critical"))
    parts.push(span(`${grove.check(check.name)}: ${check.text}`, check.status === "critical" ? "alarm" : "plain"));
  if (supply !== "") parts.push(span(supply, "faint"));
  if (health && health.uplink.depth > 0) parts.push(span(grove.toSend(health.uplink.depth), "faint"));
  if (strange > 0) parts.push(span(grove.notUnderstood(strange), "faint"));
  if (insights[0]) parts.push(span(insights[0].sentence, "faint"));
  return parts.flatMap((part, i) => (i === 0 ? [part] : [span(" · ", "faint"), part]));
}

function wants(summary: NodeSummary, now: Seconds): boolean {
  const { name } = standingOf(summary, now);
  return name === "lost" || name === "overdue" || summary.alerts.length > 0;
}
