import { HOUR } from "../../domain/time.js";
import { energySaid } from "../model/energy-said.ts";
import type { NodeSummary } from "../model/summary.ts";
import { supplyInWords } from "../model/telling.ts";
import { useTelling } from "./telling.ts";

/** The board that the node lives on: checks, supply, what waits to be sent, where the energy went. */
export function BodyPart({ summary }: { readonly summary: NodeSummary }) {
  const { health, description } = summary;
  const telling = useTelling();
  const { breathing, grammar, grove } = telling;
  const { body: words } = telling.web;
  const supply = supplyInWords(summary, telling);
  const energy = energySaid(summary);
  const { depth = 0, oldest } = health?.uplink ?? {};
  return (
    <section aria-labelledby="body">
      <h2 id="body">{words.title}</h2>
      {health === undefined ? (
        <p class="empty">{words.nothing}</p>
      ) : (
        <>
          <ul class="plain checks" hidden={health.checks.length === 0}>
            {health.checks.map(({ name, status, text }) => (
              <li key={name} class={`check ${status}`}>
                <b>{grove.check(name)}</b> {text} <span class="aside">{grove.status[status]}</span>
              </li>
            ))}
          </ul>
          <dl>
            {supply !== "" && <Fact name={words.supply} value={supply} />}
            {health.host.temperature !== undefined && (
              <Fact name={words.processor} value={`${grammar.number(health.host.temperature)} °C`} />
            )}
            <Fact
              name={words.toSend}
              value={oldest === undefined ? grammar.whole(depth) : words.oldest({ depth, day: telling.day(oldest) })}
            />
            {energy && (
              <Fact
                name={words.spent(energy.hours * HOUR)}
                value={`${grammar.fixed(energy.wattHours, 2)} Wh, ${words.measured(energy.measured)}`}
              />
            )}
            {energy?.phases.map(({ phase, wattHours }) => (
              <Fact key={phase} name={`· ${breathing.phase[phase]}`} value={`${grammar.fixed(wattHours, 3)} Wh`} />
            ))}
            {energy?.batteryDays !== undefined && (
              <Fact name={words.batteryLasts} value={words.days(Math.round(energy.batteryDays))} />
            )}
            {description && <Fact name={words.board} value={description.hardware} />}
            {description && <Fact name={words.version} value={description.version} />}
          </dl>
        </>
      )}
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
