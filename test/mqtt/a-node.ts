import type { Command, CommandResult } from "../../src/domain/command.js";
import type { Happening, NodeEvent } from "../../src/domain/event.js";
import type { Message, MessageName, MessageRange, Resent, UnnamedMessage } from "../../src/domain/message.js";
import type { Receiver } from "../../src/mqtt/receiver.js";
import { MqttSession, type MqttSessionParts } from "../../src/mqtt/session.js";
import type { Outbox } from "../../src/ports/outbox.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import type { Description } from "../../src/protocol/payloads/description.js";
import { aBreath } from "../fakes/a-breath.js";
import { FakeWire } from "../fakes/fake-wire.js";

export const START = 946_684_800; // 2000-01-01T00:00:00Z
export const ROOT = "andas/1/grove/spruce-1";

/** As small as an outbox can be: it drops its oldest when it is full, and keeps what was sent. */
export class ListOutbox implements Outbox {
  readonly messages: Message[] = [];
  readonly sent: Message[] = [];
  readonly bound: number;
  readonly droppedRanges: MessageRange[] = [];
  readonly trouble = undefined;
  dropped = 0;
  commits = 0;
  #seq = 0;

  constructor(bound = Number.POSITIVE_INFINITY) {
    this.bound = bound;
  }

  get depth(): number {
    return this.messages.length;
  }

  get oldest(): number | undefined {
    return this.messages[0]?.at;
  }

  put({ encode, ...message }: UnnamedMessage): void {
    const name = { boot: 7, seq: this.#seq + 1 };
    this.messages.push({ ...name, ...message, payload: encode(name) });
    this.#seq++;
    if (this.messages.length <= this.bound) return;
    this.messages.shift();
    this.dropped++;
  }

  async *waiting(except: ReadonlySet<string> = new Set()): AsyncGenerator<Message> {
    const begun = new Set<number>();
    for (;;) {
      const next = this.messages.find(({ seq, topic }) => !begun.has(seq) && !except.has(topic));
      if (next === undefined) return;
      begun.add(next.seq);
      yield next;
    }
  }

  drop({ boot, seq }: MessageName): void {
    const at = this.messages.findIndex((message) => message.seq === seq);
    if (at < 0) return;
    this.messages.splice(at, 1);
    this.dropped++;
    this.droppedRanges.push({ boot, from: seq, to: seq });
  }

  acknowledge({ seq }: MessageName): void {
    const at = this.messages.findIndex((message) => message.seq === seq);
    if (at >= 0) this.sent.push(...this.messages.splice(at, 1));
  }

  resend({ from, to }: MessageRange): Resent {
    const again = this.sent.filter(({ seq }) => seq >= from && seq <= to);
    this.messages.unshift(...again.map((message) => ({ ...message, again: true })));
    return { count: again.length, gone: [], last: this.#seq };
  }

  async commit(): Promise<void> {
    this.commits++;
  }
}

export const electrode = (name: string) =>
  ({ name, device: "adc", channel: "0-1", profile: "fungus", control: false }) as const;

export const description: Description = {
  version: "0.1.0",
  hardware: "Raspberry Pi Zero 2 W",
  electrodes: [electrode("e1"), electrode("e2")],
  capabilities: ["electrodes"],
  configHash: "c0ffee",
  schemaHash: "5c4e3a",
};

type NodeOptions = Partial<MqttSessionParts> & {
  readonly wire?: FakeWire;
  readonly outbox?: Outbox;
  readonly about?: Description;
  readonly receiver?: Partial<Receiver>;
};

/** A session on a fake broker, with what a test wants to look at. */
export function aNode({
  wire = new FakeWire(),
  outbox = new ListOutbox(),
  about = description,
  receiver = {},
  ...more
}: NodeOptions = {}) {
  const clock = new SimulatedClock(START);
  const log: string[] = [];
  const commands: Command[] = [];
  let held: number | undefined;
  const session = new MqttSession({
    identity: { site: "grove", node: "spruce-1", name: "Old spruce" },
    outbox,
    clock,
    random: new SeededRandom(1),
    log: (level, line) => log.push(`${level}: ${line}`),
    boot: 7,
    ...more,
    wire,
  });
  session.begin(about, {
    command: (command): CommandResult => {
      commands.push(command);
      return { status: "ok", data: { text: "done", did: command.name } };
    },
    keep: async () => {},
    lost: () => {},
    desire: async ({ version }) => ({ version, status: "accepted", errors: [] }),
    neighbour: () => false,
    hold: (until) => {
      held = until;
    },
    get heldUntil() {
      return held !== undefined && held > clock.now() ? held : undefined;
    },
    ...receiver,
  });
  let seq = 0;
  const tell = (happening: Happening): void =>
    session.publish({ at: clock.now(), seq: ++seq, ...happening } as NodeEvent);
  return { session, wire, outbox, clock, log, commands, tell };
}

export function breath(cycle: number, phase: "inhale" | "hold" | "exhale" | "pause" = "inhale"): Happening {
  return { type: "breath", breath: aBreath({ phase, cycle, since: START, until: START + 120 }) };
}

export function spike(electrode: string): Happening {
  const times = { onset: START + 1, peak: START + 2, end: START + 3, decided: START + 4 };
  return { type: "spike", spike: { electrode, ...times, amplitude: 0.5, polarity: 1, z: 6, match: 0.9 } };
}

export function alert(id: string, raised: boolean, at = START): Happening {
  return { type: "alert", alert: { id, text: "look here", at, raised } };
}

/** Topics below the root that were published, in order. */
export function told(wire: FakeWire): string[] {
  return wire.trail
    .filter((step) => step.startsWith("publish "))
    .map((step) => step.slice("publish ".length).replace(`${ROOT}/`, ""));
}

/** What was published last on a topic below the root, as JSON. */
export function said(wire: FakeWire, topic: string): Record<string, unknown> {
  const last = wire.published.findLast((message) => message.topic === `${ROOT}/${topic}`);
  if (!last) throw new Error(`nothing was said on ${topic}`);
  return JSON.parse(last.payload) as Record<string, unknown>;
}
