import { meanWatts } from "../../breathing/energy/savings.js";
import { PHASES } from "../../domain/breath.js";
import type { BatteryForecast, ForecastAssumption } from "../../domain/energy.js";
import { HOUR, iso, type Seconds, spoken } from "../../domain/time.js";
import { table } from "../../view/table.js";
import { dayJoules, type EnergyTold } from "./figures.js";

/** So many days are on the page; `--json` has them all. */
const DAYS = 14;

const ASSUMED: Readonly<Record<ForecastAssumption, string>> = {
  "battery-is-full": "nothing measures the battery: it is thought to be full",
  "volts-are-share": "how much is left is read off its volts, as a straight line from empty to full",
  "spending-is-estimated": "what is spent is estimated by the table of boards",
  "board-is-guessed":
    "the board is none that is known: the figures are those of the smallest one; name it as energy.board",
  "panel-as-on-card": "the panel brings what the card says for this month, three quarters of which arrive",
  "life-goes-on-as-it-did": "the days to come are as the latest",
};

/** The ledger as a page of text. */
export function energyPage(told: EnergyTold): string {
  const parts = [head(told), phases(told), days(told), battery(told.report.forecast), settings(told)];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function head({ at, report, board }: EnergyTold): string[] {
  const { seconds, measured, boardIsKnown } = report;
  const how =
    measured > 0.995
      ? "measured by a power board"
      : measured > 0
        ? `${percent(measured)} of it measured by a power board, the rest estimated`
        : "estimated, for no power board measures";
  const assumed = board.assumed.length > 0 ? `; of its figures ${board.assumed.join(", ")} are assumed` : "";
  const figures =
    measured > 0.995 ? [] : [`figures of ${boardIsKnown ? "" : "another board, a "}${board.name}${assumed}`];
  return [`the latest day before ${iso(at)}: ${hours(seconds)} h in the ledger, ${how}`, ...figures];
}

function phases({ report, volts }: EnergyTold): string[] {
  const { joules } = report;
  const rows = PHASES.flatMap((phase) => {
    const spent = report.phases[phase];
    return spent ? [[phase, ...amounts(spent.seconds, spent.joules, volts), percent(spent.joules / joules)]] : [];
  });
  const all = ["all", ...amounts(report.seconds, joules, volts), ""];
  const right = (name: string) => ({ head: name, align: "right" as const });
  const columns = [
    { head: "phase" },
    right("hours"),
    right("Wh"),
    right("mean W"),
    right(`mA at ${volts} V`),
    right("share"),
  ];
  const { radio, off, breakEven } = report;
  const pays = Number.isFinite(breakEven) ? `pays from a rest of ${spoken(breakEven)} on` : "never pays";
  return [
    ...table(columns, [...rows, all]),
    `radio up ${hours(radio)} h; board switched off ${hours(off)} h, which ${pays}`,
  ];
}

function days({ ledger }: EnergyTold): string[] {
  const rows = ledger.days
    .slice(-DAYS)
    .map((day) => [
      iso(day.at).slice(0, 10),
      hours(day.s),
      ...day.j.map(wattHours),
      wattHours(dayJoules(day)),
      day.s > 0 ? (dayJoules(day) / day.s).toFixed(3) : "",
      percent(day.s > 0 ? Math.min(1, (day.m ?? 0) / day.s) : 0),
      day.battery === undefined ? "" : percent(day.battery),
    ]);
  const heads = ["hours", ...PHASES.map((phase) => `${phase} Wh`), "all Wh", "mean W", "measured", "battery at least"];
  return table([{ head: "day" }, ...heads.map((name) => ({ head: name, align: "right" as const }))], rows);
}

function battery({ days: lasts, how, assumes }: BatteryForecast): string[] {
  if (how === "unknown")
    return [
      "how long the battery will last nobody can know: say battery_wh under energy in node.json, or let supply measure it",
    ];
  const by = how === "trend" ? "by how it went of late" : "by what it holds and what is spent";
  const time = Number.isFinite(lasts)
    ? `the battery will last ${(lasts ?? 0).toFixed(1)} days`
    : "the battery is not getting less";
  return [`${time}, ${by}:`, ...assumes.map((one) => `- ${ASSUMED[one]}`)];
}

function settings({ savings, board, habit }: EnergyTold): string[] {
  const now = meanWatts(board, habit);
  const rows = savings.map(({ setting, watts, saved }) => [
    setting,
    watts.toFixed(3),
    signed(saved),
    percent(saved / now, true),
  ]);
  const right = (name: string) => ({ head: name, align: "right" as const });
  return [
    `what other settings would save, by the model alone (as it is: ${now.toFixed(3)} W; switched off, a board hears nothing):`,
    ...table([{ head: "setting" }, right("mean W"), right("saves W"), right("of all")], rows),
  ];
}

function amounts(seconds: Seconds, joules: number, volts: number): string[] {
  const watts = seconds > 0 ? joules / seconds : 0;
  return [hours(seconds), wattHours(joules), watts.toFixed(3), ((watts / volts) * 1000).toFixed(0)];
}

function hours(seconds: Seconds): string {
  return (seconds / HOUR).toFixed(2);
}

function wattHours(joules: number): string {
  return (joules / HOUR).toFixed(3);
}

function percent(share: number, withSign = false): string {
  const text = `${Math.abs(share * 100).toFixed(Math.abs(share) < 0.0995 ? 1 : 0)} %`;
  return withSign && share < 0 ? `−${text}` : text;
}

function signed(watts: number): string {
  return `${watts < 0 ? "−" : ""}${Math.abs(watts).toFixed(3)}`;
}
