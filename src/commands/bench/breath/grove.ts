import { BreathClock } from "../../../breathing/breath-clock.js";
import { rhythmFor } from "../../../breathing/rhythms/rhythm-for.js";
import { type Breath, type BreathSettings, breathEnd, PHASES } from "../../../domain/breath.js";
import type { NeighbourBreath } from "../../../domain/neighbour.js";
import { DAY, HOUR, type Seconds } from "../../../domain/time.js";
import type { Clock } from "../../../ports/clock.js";
import { SeededRandom } from "../../../ports/seeded-random.js";
import { SimulatedClock } from "../../../ports/simulated-clock.js";

export interface GroveOptions {
  readonly seed: string;
  readonly nodes: number;
  readonly settings: BreathSettings;
  /** The clocks differ by at most so much from the true time, either way. */
  readonly clocks: Seconds;
  /** So many are lost, next to each other in the order of inhaling, at half of the time. */
  readonly lost: number;
  /** What a neighbour that is none says to everybody in the breath's time, at each exhale. */
  readonly lies?: (now: Seconds) => readonly NeighbourBreath[];
  readonly hours: number;
}

export interface GroveFigures {
  /** Share of the time in which at least one inhales: after two hours, and after the loss. */
  readonly coverage: number;
  readonly coverageAfterLoss: number;
}

/** After a power cut of all they start as one: the worst that can be. */
const TOGETHER: Seconds = 60;
const SETTLES: Seconds = 2 * HOUR;
/** Of how much of the time. */
const STEP: Seconds = 1;

/** A grove on one broker. Each node learns at its exhale, from what stands retained, what the others said at theirs. */
export async function liveInGrove(options: GroveOptions): Promise<GroveFigures> {
  const { seed, nodes, settings, clocks, lost, lies = () => [], hours } = options;
  const random = new SeededRandom(`${seed}/grove`);
  const clock = new SimulatedClock(DAY);
  const retained = new Map<string, NeighbourBreath>();
  const grove = Array.from({ length: nodes }, (_, i) => {
    const name = `node-${i + 1}`;
    const own = offBy(clock, (2 * random.next() - 1) * clocks);
    const place = { node: name, electrodes: 4, kept: {}, callInhale: () => {} };
    const breathe = ({ phase }: Breath) => {
      if (phase !== "exhale") return;
      const now = own.now();
      const breath = breathing.look();
      if (breath === undefined) return;
      for (const neighbour of [...retained.values(), ...lies(now)])
        if (neighbour.node !== name) breathing.hear({ kind: "neighbour", neighbour, now });
      const length = PHASES.reduce((sum, one) => sum + breath.rhythm.phases[one], 0);
      retained.set(name, { kind: "breath", node: name, nextWake: breathEnd(breath), length });
    };
    const breathing = new BreathClock({
      ...{ clock: own, rhythm: rhythmFor(settings, place), entered: breathe },
      earlyExhaleEvery: settings.earlyExhaleEvery,
    });
    return { breathing, start: random.next() * TOGETHER };
  });
  const never = new AbortController().signal;
  for (const { breathing, start } of [...grove].sort((a, b) => a.start - b.start)) {
    await clock.run(never, { until: DAY + start });
    breathing.start();
  }
  const half = DAY + (hours * HOUR) / 2;
  const inhales = () => grove.some(({ breathing }) => breathing.breath?.phase === "inhale");
  const covered = async (from: Seconds, to: Seconds) => {
    await clock.run(never, { until: from });
    let seen = 0;
    for (let now = from; now < to; now += STEP) {
      await clock.run(never, { until: now });
      if (inhales()) seen++;
    }
    return (seen * STEP) / (to - from);
  };
  const coverage = await covered(DAY + SETTLES, half);
  const inOrder = [...grove].sort((a, b) => (a.breathing.next("inhale") ?? 0) - (b.breathing.next("inhale") ?? 0));
  for (const { breathing } of inOrder.slice(0, lost)) breathing.stop();
  return { coverage, coverageAfterLoss: await covered(half, DAY + hours * HOUR) };
}

/** A clock that is wrong. */
function offBy(clock: SimulatedClock, off: Seconds): Clock {
  return {
    quality: clock.quality,
    now: () => clock.now() + off,
    hold: (name, work) => clock.hold(name, work),
    timer: (name, run) => {
      const timer = clock.timer(name, run);
      return {
        name,
        get due() {
          return timer.due === undefined ? undefined : timer.due + off;
        },
        set: (at) => timer.set(at - off),
        cancel: () => timer.cancel(),
      };
    },
  };
}
