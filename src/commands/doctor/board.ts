import { messageOf } from "../../domain/errors.js";
import type { HealthCheck, HostReading } from "../../domain/health.js";
import type { Host } from "../../ports/os/host.js";
import type { PowerBoard } from "../../ports/power-board.js";
import { check } from "./check.js";

const MB = 1e6;

/** The computer itself: what it is, how warm, how fed, how full. */
export async function board(
  host: Host,
  machine: { readonly node: string; readonly arch: string; readonly platform: string },
  powerBoard: PowerBoard | undefined,
): Promise<HealthCheck[]> {
  const [name, reading] = await Promise.all([host.model(), host.read()]);
  const old = Number.parseInt(machine.node, 10) < 20;
  const checks = [
    check("board", "healthy", `${name ?? "not a Raspberry Pi"} (${machine.platform} ${machine.arch})`),
    check("Node.js", old ? "critical" : "healthy", old ? `${machine.node}: install 20 or newer` : machine.node),
    temperature(reading),
    supply(reading),
    room("memory", reading.memoryFree, reading.memoryTotal, { warning: 64 * MB, critical: 16 * MB }),
    room("disk", reading.diskFree, reading.diskTotal, { warning: 200 * MB, critical: 20 * MB }),
  ];
  const { diskErrors: errors = 0 } = reading;
  const remedy = "copy what is on it and replace it, or clear them with fsck if it was once";
  if (errors > 0) checks.push(check("disk errors", "warning", `${errors} met by its file systems: ${remedy}`));
  // One that answers has told its figures as the supply's.
  const trouble = await powerBoard?.read().then(() => undefined, messageOf);
  if (trouble !== undefined) checks.push(check("power board", "critical", trouble));
  return checks;
}

function temperature({ temperature: celsius, slowed, wasSlowed }: HostReading): HealthCheck {
  const past = wasSlowed ? "; since its start it was slowed down at times" : "";
  if (celsius === undefined) return check("temperature", slowed ? "warning" : "unknown", `no sensor${past}`);
  // A Pi slows itself down from 80 °C on, and hard at 85 (Raspberry Pi documentation, "Frequency management").
  const status = celsius >= 85 ? "critical" : celsius >= 80 || slowed ? "warning" : "healthy";
  const advice = status === "healthy" ? past : ": it slows itself down; give it shade or air";
  return check("temperature", status, `${celsius.toFixed(1)} °C${advice}`);
}

function supply(reading: HostReading): HealthCheck {
  const { underVoltage, hadUnderVoltage } = reading;
  const measured = figures(reading);
  const look = "look at the battery, the cable, the regulator";
  if (underVoltage)
    return check("supply", "warning", `the voltage sags below what the board needs: ${look}${and(measured)}`);
  if (hadUnderVoltage)
    return check(
      "supply",
      "warning",
      `steady now, and has sagged since the board was started: ${look}${and(measured)}`,
    );
  if (underVoltage === undefined)
    return check("supply", measured === "" ? "unknown" : "healthy", measured || "no sensor");
  return check("supply", "healthy", `steady${and(measured)}`);
}

/** `3.92 V, 0.310 A, 74 % of the battery left` */
function figures({ supplyVolts, supplyAmps, battery }: HostReading): string {
  return [
    supplyVolts === undefined ? [] : `${supplyVolts.toFixed(2)} V`,
    supplyAmps === undefined ? [] : `${supplyAmps.toFixed(3)} A`,
    battery === undefined ? [] : `${Math.round(100 * battery)} % of the battery left`,
  ]
    .flat()
    .join(", ");
}

function and(more: string): string {
  return more === "" ? "" : `, ${more}`;
}

function room(
  name: string,
  free: number | undefined,
  total: number | undefined,
  below: { warning: number; critical: number },
): HealthCheck {
  if (free === undefined || total === undefined) return check(name, "unknown", "cannot be read");
  const status = free < below.critical ? "critical" : free < below.warning ? "warning" : "healthy";
  return check(name, status, `${size(free)} free of ${size(total)}`);
}

function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / MB)} MB`;
}
