import { energySaid } from "../model/energy-said.ts";
import type { NodeSummary } from "../model/summary.ts";
import { localTime, supplyInWords } from "../model/telling.ts";

const telling = localTime();

/** The board that the node lives on: checks, supply, what waits to be sent, where the energy went. */
export function BodyPart({ summary }: { readonly summary: NodeSummary }) {
  const { health, description } = summary;
  const supply = supplyInWords(summary);
  const energy = energySaid(summary);
  return (
    <section aria-labelledby="body">
      <h2 id="body">Its body</h2>
      {health === undefined ? (
        <p class="empty">It has not said how it is yet.</p>
      ) : (
        <>
          <ul class="plain checks" hidden={health.checks.length === 0}>
            {health.checks.map(({ name, status, text }) => (
              <li key={name} class={`check ${status}`}>
                <b>{name}</b> {text} <span class="aside">{status}</span>
              </li>
            ))}
          </ul>
          <dl>
            {supply !== "" && <Fact name="Supply" value={supply} />}
            {health.host.temperature !== undefined && <Fact name="Processor" value={`${health.host.temperature} °C`} />}
            <Fact
              name="To send"
              value={`${health.uplink.depth}${health.uplink.oldest === undefined ? "" : `, the oldest of ${telling.day(health.uplink.oldest)}`}`}
            />
            {energy && (
              <Fact
                name={`Spent in ${energy.hours.toFixed(1)} h`}
                value={`${energy.wattHours.toFixed(2)} Wh, ${measuredInWords(energy.measured)}`}
              />
            )}
            {energy?.phases.map(({ phase, wattHours }) => (
              <Fact key={phase} name={`· ${phase}`} value={`${wattHours.toFixed(3)} Wh`} />
            ))}
            {energy?.batteryDays !== undefined && (
              <Fact name="Battery lasts" value={`${Math.round(energy.batteryDays)} days`} />
            )}
            {description && <Fact name="Board" value={description.hardware} />}
            {description && <Fact name="Version" value={description.version} />}
          </dl>
        </>
      )}
    </section>
  );
}

function measuredInWords(share: number): string {
  const percent = Math.round(share * 100);
  return percent === 0 ? "all of it estimated" : `${percent} % of it measured`;
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
