import { flashesFor } from "../../domain/contact.js";
import { contactFacts } from "../../protocol/payloads/electrode-care.js";
import type { Io } from "../cli/command.js";
import type { Looked } from "./probe.js";

/** A line for each electrode, drawn over the ones before. */
export class Live {
  readonly #io: Io;
  #drawn = 0;

  constructor(io: Io) {
    this.#io = io;
  }

  async show(all: readonly Looked[]): Promise<void> {
    const back = this.#drawn > 0 ? `\x1b[${this.#drawn}A` : "";
    this.#drawn = all.length;
    await this.#io.out(back + all.map((one) => `\r${asLine(one).slice(0, this.#io.columns - 1)}\x1b[K\n`).join(""));
  }
}

/** A line whenever an electrode's word changes. */
export class Changes {
  readonly #io: Io;
  readonly #write: (one: Looked) => string;
  readonly #words = new Map<string, string>();

  constructor(io: Io, write: (one: Looked) => string) {
    this.#io = io;
    this.#write = write;
  }

  async show(all: readonly Looked[]): Promise<void> {
    for (const one of all) {
      const word = one.figures?.contact ?? one.trouble;
      if (word === undefined || this.#words.get(one.electrode) === word) continue;
      this.#words.set(one.electrode, word);
      await this.#io.out(`${this.#write(one)}\n`);
    }
  }
}

export function asLine({ electrode, figures, trouble }: Looked): string {
  const name = electrode.padEnd(12);
  if (figures === undefined) return `${name} ${trouble ?? "…"}`;
  const { contact, noise, hum, drift, settling } = figures;
  const known = Number.isNaN(noise)
    ? []
    : [`noise ${short(noise)} mV`, `drift ${drift > 0 ? "+" : ""}${short(drift)} mV/min`];
  const parts = [
    contact.padEnd(6),
    ...known,
    ...(hum === undefined ? [] : [`hum ${short(hum)} mV`]),
    ...(settling ? ["settling"] : []),
  ];
  return `${name} ${parts.join("  ")}${contact === "off" && trouble !== undefined ? `  ${trouble}` : ""}`;
}

export function asJson({ electrode, figures, trouble }: Looked): string {
  if (figures === undefined) return JSON.stringify({ v: 1, electrode, contact: null, trouble });
  return JSON.stringify({ v: 1, electrode, ...contactFacts(figures), flashes: flashesFor(figures.contact) });
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}
