import { useEffect, useRef, useState } from "preact/hooks";
import { GLYPHS } from "../../domain/glyph.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import type { NodeDetail } from "../model/node-detail.ts";
import type { NodeSummary } from "../model/summary.ts";
import type { Chart, Span } from "./chart.ts";
import type { Session } from "./session.ts";
import { useTelling } from "./telling.ts";

interface TracesProps {
  readonly session: Session;
  readonly detail: NodeDetail;
  readonly summary: NodeSummary;
}

/** What is looked at: the last hours, or a stretch that somebody chose. */
type View = { readonly hours: number } | Span;

const HOURS = [1, 6, 24];

/** The electrodes, each with its spikes and glyphs on one time axis that all share. */
export function TracesPart({ session, detail, summary }: TracesProps) {
  const { day, things, web } = useTelling();
  const { traces: words } = web;
  const [view, look] = useState<View>({ hours: 1 });
  const span = spanOf(view, detail);
  const names = summary.description?.electrodes.map(({ name }) => name) ?? [...detail.traces.keys()];
  const inView = new Set(
    detail.glyphs.filter(({ start, end }) => end > span.min && start < span.max).map(({ name }) => name),
  );
  const move = (by: number) =>
    look({ min: span.min + by * (span.max - span.min), max: span.max + by * (span.max - span.min) });
  const zoom = (factor: number) => {
    const [middle, half] = [(span.min + span.max) / 2, ((span.max - span.min) / 2) * factor];
    look({ min: middle - half, max: middle + half });
  };
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowLeft") move(-0.25);
      else if (event.key === "ArrowRight") move(0.25);
      else if (event.key === "+") zoom(0.5);
      else if (event.key === "-") zoom(2);
      else return;
      event.preventDefault();
    };
    const { current } = section;
    current?.addEventListener("keydown", keys);
    return () => current?.removeEventListener("keydown", keys);
  });
  const fetchHours = (hours: number) => {
    look({ hours });
    session.ask("dump.recording", words.fetched(hours), { hours });
  };
  return (
    <section ref={section} class="traces" aria-labelledby="traces">
      <h2 id="traces">{words.title}</h2>
      <div class="words">
        {HOURS.map((hours) => (
          <button key={hours} type="button" disabled={session.link.state !== "open"} onClick={() => fetchHours(hours)}>
            {words.fetch(hours)}
          </button>
        ))}
        <fieldset class="axis" aria-label={words.axis.all}>
          <button type="button" aria-label={words.axis.earlier} onClick={() => move(-0.5)}>
            ←
          </button>
          <button type="button" aria-label={words.axis.later} onClick={() => move(0.5)}>
            →
          </button>
          <button type="button" aria-label={words.axis.closer} onClick={() => zoom(0.5)}>
            +
          </button>
          <button type="button" aria-label={words.axis.farther} onClick={() => zoom(2)}>
            −
          </button>
          <button type="button" onClick={() => look({ hours: 1 })}>
            {words.axis.now}
          </button>
        </fieldset>
        {detail.dump && detail.dump.parts < detail.dump.of && <span class="aside">{words.parts(detail.dump)}</span>}
      </div>
      <div class="charts">
        {names.map((name) => (
          <Electrode key={name} name={name} detail={detail} span={span} onSelect={look} />
        ))}
      </div>
      <p class="aside">{words.help({ from: day(span.min), to: day(span.max) })}</p>
      <ul class="legend" aria-label={words.glyphs}>
        {GLYPHS.filter((name) => inView.has(name)).map((name) => (
          <li key={name}>
            <i class={`glyph ${name}`} /> {things.name(name)}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ElectrodeProps {
  readonly name: string;
  readonly detail: NodeDetail;
  readonly span: Span;
  readonly onSelect: (span: Span) => void;
}

function Electrode({ name, detail, span, onSelect }: ElectrodeProps) {
  const telling = useTelling();
  const { day, grammar, grove, things } = telling;
  const { traces: words } = telling.web;
  const place = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLSpanElement>(null);
  const chart = useRef<Chart | undefined>(undefined);
  const [charts, count] = useState(0);
  const trace = detail.traces.get(name);
  const spikes = detail.spikes.filter(({ electrode }) => electrode === name);
  const glyphs = detail.glyphsOf(name);
  const latest = detail.now.get(name);
  useEffect(() => {
    const { current } = place;
    if (current === null || readout.current === null) return;
    const saying = readout.current;
    let open = true;
    const observer = new ResizeObserver(() => chart.current?.resize(current.clientWidth));
    // Charts come when a node is looked at: the grove needs none.
    void import("./chart.ts").then(({ Chart }) => {
      if (!open) return;
      chart.current = new Chart({ place: current, readout: saying, onSelect, telling });
      observer.observe(current);
      count((made) => made + 1);
    });
    return () => {
      open = false;
      observer.disconnect();
      chart.current?.close();
      chart.current = undefined;
    };
    // A chart is made of the words that it says: another language, another chart.
  }, [telling]);
  useEffect(() => {
    if (charts > 0 && trace !== undefined) chart.current?.show({ trace, spikes, glyphs, span });
  });
  const inView = spikes.filter(({ peak }) => peak >= span.min && peak <= span.max).length;
  const counted = words.spikes(inView);
  const said =
    latest === undefined
      ? grove.notHeardYet
      : `${grammar.fixed(latest.value, 2)} mV${latest.glyph === undefined ? "" : `, ${things.name(latest.glyph)}`}`;
  const spoken = { electrode: name, now: said, spikes: counted, from: day(span.min), to: day(span.max) };
  return (
    <figure aria-label={words.spoken(spoken)}>
      <figcaption>
        <b>{name}</b> <span>{said}</span> <span class="aside">{words.inView(counted)}</span>
        <span ref={readout} class="readout" aria-hidden="true" />
      </figcaption>
      <div ref={place} class="chart" />
    </figure>
  );
}

/** The last hours end with the newest that is known of any electrode. */
function spanOf(view: View, { traces, glyphs }: NodeDetail): Span {
  if ("min" in view) return view;
  const ends: Seconds[] = [...traces.values()].map(({ times }) => times.at(-1) ?? 0);
  const newest = Math.max(1, glyphs.at(-1)?.end ?? 0, ...ends);
  return { min: newest - view.hours * HOUR, max: newest };
}
