import { join } from "node:path";
import type { SupplySettings } from "../../config/configuration.js";
import { isAndasError, messageOf } from "../../domain/errors.js";
import type { HealthCheck, HealthStatus } from "../../domain/health.js";
import type { AlarmChoice } from "../../domain/rest.js";
import { iso, type Seconds } from "../../domain/time.js";
import type { BrokerAddress } from "../../mqtt/broker/mqtt-wire.js";
import type { BrokerStep, TriedStep } from "../../mqtt/broker/try-broker.js";
import { alarmOf, powerBoardOf } from "../../node/power-board.js";
import type { OpenI2c } from "../../ports/i2c.js";
import type { LoadAddon } from "../../ports/os/addons.js";
import { Host } from "../../ports/os/host.js";
import { osPower } from "../../ports/os/power/os-power.js";
import { type SerialPortFound, serialPorts } from "../../ports/os/serial-ports.js";
import type { Programs } from "../../ports/programs.js";
import type { Identity } from "../../protocol/topics.js";
import { board } from "./board.js";
import { check } from "./check.js";
import { pins } from "./pins.js";
import { powerAndRest } from "./power.js";

/** What the doctor asks of the world, so that a test can answer. */
export interface DoctorParts {
  readonly load: LoadAddon;
  /** Loads a package in a process of its own: for those that can take their process along. */
  readonly tryApart: (name: string) => Promise<void>;
  readonly openI2c: OpenI2c;
  /** The system's tools: libgpiod's, the firmware's. */
  readonly programs: Programs;
  /** Goes the whole way to the card's broker. `floor`: the last time that is known to have been, where the system's clock knows no better. */
  readonly tryBroker: (broker: CardBroker, floor?: Seconds) => Promise<readonly TriedStep[]>;
  /** When the state in a folder was last committed; undefined where there is none. */
  readonly lastCommit: (folder: string) => Promise<Seconds | undefined>;
  readonly inspectCard: InspectCard;
  /** Tries the model: its name and what it showed. Rejects with what is wrong with it. */
  readonly reader: () => Promise<string>;
  readonly machine: { readonly node: string; readonly arch: string; readonly platform: string };
}

/** Looks at a card's folder. Rejects with an AndasError `config` when there is no folder. */
export type InspectCard = (folder: string) => Promise<CardInspection>;

export interface CardInspection {
  readonly status: HealthStatus;
  readonly text: string;
  /** Devices that can be asked whether they are there. */
  readonly wired?: readonly WiredDevice[];
  /** The npm packages that its devices load. */
  readonly packages: readonly string[];
  /** Absent where it names no power board. */
  readonly supply?: SupplySettings;
  /** What shall wake a board that is off. */
  readonly alarm?: AlarmChoice;
  /** Absent where the node opens its own broker. */
  readonly broker?: CardBroker;
}

/** The broker that a card names, with what only the connection to it may see, and who the node is there. */
export interface CardBroker {
  readonly address: BrokerAddress;
  readonly identity: Pick<Identity, "site" | "node">;
}

/** A device of the card that can be asked. */
export interface WiredDevice {
  /** Its name on the card. */
  readonly name: string;
  /** What it will probably do to signals that nobody wants; one line each. */
  readonly doubts: readonly string[];
  /** What answers. Rejects with what is amiss. */
  readonly probe: (openI2c: OpenI2c) => Promise<string>;
}

export interface DoctorPlaces {
  /** `/`, or a folder laid out like it. */
  readonly root: string;
  /** As given on the command line; otherwise the boot partition's, which need not be there. */
  readonly card: string | undefined;
  readonly state: string;
}

/** A group of checks under one heading. `id` is for programs, `title` for people. */
export interface DoctorSection {
  readonly id: "board" | "buses" | "packages" | "time" | "power" | "model" | "card";
  readonly title: string;
  readonly checks: readonly HealthCheck[];
}

/** What can be loaded only where it was compiled, and what for. */
const ADDONS = [
  { name: "i2c-bus", use: "a converter on I2C" },
  { name: "onoff", use: "a LED or a button" },
  { name: "serialport", use: "a microcontroller on a serial port" },
] as const;
/** ADS1115s and MCP342xs live at these. Others may too; a byte that is read of whatever lives there changes nothing. */
const ADC_ADDRESSES = [0x48, 0x49, 0x4a, 0x4b, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f];

/** Looks at everything, and never throws: what cannot be looked at is `unknown` and says why. */
export async function examine(places: DoctorPlaces, parts: DoctorParts): Promise<DoctorSection[]> {
  const { root, state } = places;
  const { openI2c, programs } = parts;
  const card = await inspect(places, parts);
  const { supply, packages: needed } = card;
  const powerBoard = supply && powerBoardOf(supply, openI2c);
  const host = new Host({ root, stateFolder: state, programs, powerBoard, battery: supply?.battery });
  const floor = (await host.timeQuality()) === "floor" ? await parts.lastCommit(state) : undefined;
  const absent: Absence = (name) => (needed.includes(name) ? "critical" : "unknown");
  const { check: pinsCheck, byTools } = await pins(root, absent("onoff"), programs);
  return [
    { id: "board", title: "This board", checks: await board(host, parts.machine, powerBoard) },
    {
      id: "buses",
      title: "Buses and ports",
      checks: [...(await buses(host, places, absent, pinsCheck, parts)), ...(await wired(card.wired ?? [], parts))],
    },
    {
      id: "packages",
      title: "Packages that were compiled for a machine",
      checks: await packages(needed, byTools, parts),
    },
    { id: "time", title: "Time", checks: [await clock(host, floor)] },
    {
      id: "power",
      title: "Power and rest",
      checks: await powerAndRest(
        osPower({ root, programs, alarm: card.alarm ?? "auto", board: alarmOf(supply, openI2c) }),
        await host.model(),
        programs,
      ),
    },
    { id: "model", title: "Model", checks: [await model(parts)] },
    { id: "card", title: "Card and broker", checks: [card.check, ...(await broker(card, floor, parts))] },
  ];
}

/** What it means that nothing of the kind is there that a package reaches. */
type Absence = (name: string) => HealthStatus;

async function buses(host: Host, { root }: DoctorPlaces, absent: Absence, pinsCheck: HealthCheck, parts: DoctorParts) {
  const [i2c, ports, isBoard] = await Promise.all([
    host.i2cBuses(),
    serialPorts(root),
    host.model().then((name) => name !== undefined),
  ]);
  const checks = [
    i2c.length > 0
      ? check("I2C", "healthy", i2c.map((n) => `/dev/i2c-${n}`).join(", "))
      : check("I2C", absent("i2c-bus"), "no bus; on a Pi: `dtparam=i2c_arm=on` in config.txt and the module i2c-dev"),
    ports.length > 0
      ? check("serial", "healthy", ports.map(portInWords).join("; "))
      : check(
          "serial",
          absent("serialport") === "critical" ? "warning" : "unknown",
          "nothing in /dev/serial/by-id, and no ttyUSB, ttyACM or ttyAMA",
        ),
    pinsCheck,
  ];
  // On other computers strange things live on these buses: they are not asked.
  if (isBoard && i2c.length > 0) checks.push(await converters(i2c, parts.openI2c));
  return checks;
}

/** `/dev/serial/by-id/usb-logger (ttyUSB0), held by node (pid 412)` */
function portInWords({ path, device, heldBy }: SerialPortFound): string {
  const now = device === undefined || path.endsWith(`/${device}`) ? "" : ` (${device})`;
  return `${path}${now}${heldBy ? `, held by ${heldBy.name} (pid ${heldBy.pid})` : ""}`;
}

async function converters(numbers: readonly number[], openI2c: OpenI2c): Promise<HealthCheck> {
  const found: string[] = [];
  for (const number of numbers) {
    try {
      const bus = await openI2c(number);
      for (const address of ADC_ADDRESSES) {
        const answers = await bus.receiveByte(address).then(
          () => true,
          () => false,
        );
        if (answers) found.push(`0x${address.toString(16)} on bus ${number}`);
      }
      await bus.close();
    } catch (error) {
      return check("ADCs", "unknown", messageOf(error));
    }
  }
  return found.length > 0
    ? check("ADCs", "healthy", `somebody answers at ${found.join(", ")}`)
    : check("ADCs", "unknown", "nobody answers at 0x48 to 0x4b or 0x68 to 0x6f");
}

/** Each device of the card that can be asked is, and says what it will do to its signals. */
async function wired(devices: readonly WiredDevice[], { openI2c }: DoctorParts): Promise<HealthCheck[]> {
  const checks: HealthCheck[] = [];
  for (const { name, doubts, probe } of devices) {
    try {
      const answer = await probe(openI2c);
      checks.push(check(name, doubts.length > 0 ? "warning" : "healthy", [answer, ...doubts].join("; ")));
    } catch (error) {
      const advice = isAndasError(error) ? "" : ": check wires, supply and address";
      checks.push(check(name, "critical", `${messageOf(error)}${advice}`));
    }
  }
  return checks;
}

/** @param pinsByTools pins are reached without onoff */
async function packages(needed: readonly string[], pinsByTools: boolean, parts: DoctorParts): Promise<HealthCheck[]> {
  const checks: HealthCheck[] = [];
  for (const { name, use } of ADDONS) {
    try {
      await parts.load(name);
      checks.push(check(name, "healthy", "loads"));
    } catch (error) {
      if (name === "onoff" && pinsByTools) {
        checks.push(check(name, "healthy", "is not installed, and not needed: libgpiod's tools reach the pins"));
        continue;
      }
      const wanted = needed.includes(name);
      const weight = wanted ? "a device of the card needs it" : `only needed for ${use}`;
      checks.push(check(name, wanted ? "critical" : "warning", `${messageOf(error)}; ${weight}`));
    }
  }
  const name = "onnxruntime-node";
  try {
    await parts.tryApart(name);
    checks.push(check(name, "healthy", "loads, in a process of its own"));
  } catch (error) {
    checks.push(check(name, "warning", `${messageOf(error)}; only needed for the model`));
  }
  return checks;
}

/** How far the time can be trusted. */
async function clock(host: Host, floor: Seconds | undefined): Promise<HealthCheck> {
  const [quality, { clockSynchronized }] = await Promise.all([host.timeQuality(), host.read()]);
  return {
    ntp: check("clock", "healthy", "follows a time server (ntp)"),
    rtc: check("clock", "healthy", "kept by a real-time clock (rtc)"),
    floor: check(
      "clock",
      clockSynchronized === false ? "warning" : "unknown",
      `no time server heard, no real-time clock: after a power cut time goes on from ${floor === undefined ? "where the state ended" : iso(floor)} (floor)`,
    ),
  }[quality];
}

async function model({ reader }: DoctorParts): Promise<HealthCheck> {
  try {
    return check("reader", "healthy", await reader());
  } catch (error) {
    return check("reader", "warning", `${messageOf(error)}; the node lives without it`);
  }
}

type Inspected = Pick<CardInspection, "packages" | "broker" | "wired" | "supply" | "alarm"> & {
  readonly check: HealthCheck;
};

async function inspect({ root, card }: DoctorPlaces, { inspectCard }: DoctorParts): Promise<Inspected> {
  const folder = card ?? join(root, "boot/firmware/andas");
  try {
    const { status, text, ...found } = await inspectCard(folder);
    return { check: check("card", status, `${folder}: ${text}`), ...found };
  } catch (error) {
    if (card !== undefined) return { check: check("card", "critical", messageOf(error)), packages: [] };
    const text = `none at ${folder}: the node lives on a simulated grove; name one with --config DIR`;
    return { check: check("card", "unknown", text), packages: [] };
  }
}

/** Of the way to the broker these may fail in every forest: the node lives on and keeps its messages. The others a person must mend. */
const OF_THE_NETWORK: readonly BrokerStep[] = ["name", "TCP"];

async function broker(
  { check: card, broker: named }: Inspected,
  floor: Seconds | undefined,
  { tryBroker }: DoctorParts,
): Promise<HealthCheck[]> {
  if (card.status === "warning" || card.status === "critical")
    return [check("broker", "unknown", "which one is not known: put the card in order first")];
  if (named === undefined) return [check("broker", "healthy", "the node opens its own")];
  try {
    const steps = await tryBroker(named, floor);
    return steps.map(({ step, well, text }) => {
      const name = `broker ${step}`;
      if (well) return check(name, "healthy", text);
      const weather = OF_THE_NETWORK.includes(step);
      return check(name, weather ? "warning" : "critical", `${text}; the node lives on and keeps its messages`);
    });
  } catch (error) {
    return [check("broker", "warning", messageOf(error))];
  }
}
