import type { AttentionRules } from "../../../attention/state/state.js";
import type { Noticed } from "../../../domain/percept.js";
import { electrodeSource } from "../../../domain/percept-source.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../../domain/time.js";
import type { Random } from "../../../ports/random.js";
import { SeededRandom } from "../../../ports/seeded-random.js";
import { Mind } from "./mind.js";

/** So many people of each kind are simulated, and each says so many words. */
const PEOPLE = 20;
const LABELS = 20;
/** So many bursts of each kind come before the first label, and after the last. */
const BURSTS = 60;
const E1 = electrodeSource("e1");

/**
 * What people do to a node. How often a node that is asked something every ten minutes listens closer, beside one that nobody asks; and what twenty
 * labels of people who are right in so many of 100 times make of the bursts that are followed: of true ones, of a hand on the wire, and
 * which share of those that are followed is true.
 */
export function benchPeople(rules: AttentionRules): object {
  const [alone, asked] = [undefined, 10 * MINUTE].map((every) => gasps(every, rules));
  const taught = [1, 0.8, 0.6].map((right) => ({ right, labels: LABELS, ...followed(right, rules) }));
  return { gasps_in_ten_days: { alone, asked_every_10_min: asked }, taught };
}

/** Ten days with a strong burst now and then. */
function gasps(every: Seconds | undefined, rules: AttentionRules): number {
  const random = new SeededRandom("insights/people/asked");
  const mind = new Mind(rules);
  let count = 0;
  mind.onIntention = (one) => {
    if (one.kind === "breath" && one.call === "gasp") count++;
  };
  const heard: Noticed[] = [];
  for (let at = 0; at < 10 * DAY; at += 3 * HOUR) heard.push(lifeAt(at + 2 * HOUR * random.next(), random));
  if (every !== undefined)
    for (let at = every; at < 10 * DAY; at += every) heard.push(said("ask", { what: "why" }, at));
  mind.lives(heard, 10 * DAY);
  return count;
}

function followed(right: number, rules: AttentionRules) {
  let [life, hand, before] = [0, 0, 0];
  for (let person = 0; person < PEOPLE; person++) {
    const random = new SeededRandom(`insights/people/${right}/${person}`);
    const mind = new Mind(rules);
    let now: Seconds = 0;
    const burst = (isLife: boolean): boolean => {
      now += 8 * HOUR;
      let isFollowed = false;
      mind.onIntention = (one) => {
        if (one.kind === "thread" && one.change === "created" && one.thread.kind === "follow-burst") isFollowed = true;
      };
      mind.lives([isLife ? lifeAt(now, random) : handAt(now, random)], now + 4 * HOUR);
      return isFollowed;
    };
    const share = (isLife: boolean) => {
      let count = 0;
      for (let each = 0; each < BURSTS; each++) if (burst(isLife)) count++;
      return count / BURSTS / PEOPLE;
    };
    before += share(true);
    for (let each = 0; each < LABELS; each++) {
      const isLife = each % 2 === 0;
      burst(isLife);
      const says = isLife === random.next() < right ? "burst" : "handling";
      const data = { electrode: "e1", as: says, form: "glyph", called: ["burst"], from: now - HOUR, to: now };
      mind.lives([said("label", data, now + 4 * HOUR)], now + 4 * HOUR);
    }
    life += share(true);
    hand += share(false);
  }
  return {
    true_followed_before: round(before),
    true_followed: round(life),
    handling_followed: round(hand),
    precision_before: 0.5,
    precision: round(life / Math.max(1e-9, life + hand)),
  };
}

/** A burst of slow, low spikes. */
function lifeAt(at: Seconds, random: Random): Noticed {
  return burstOf(
    at,
    0.15 * Math.exp(0.4 * random.normal()),
    (4 + Math.floor(4 * random.next())) * 180 * Math.exp(0.3 * random.normal()),
    random,
  );
}

/** A hand on the wire: high, and quick; but not always. */
function handAt(at: Seconds, random: Random): Noticed {
  return burstOf(
    at,
    0.6 * Math.exp(0.6 * random.normal()),
    (4 + Math.floor(4 * random.next())) * 45 * Math.exp(0.5 * random.normal()),
    random,
  );
}

function burstOf(at: Seconds, amplitude: number, duration: Seconds, random: Random): Noticed {
  const data = { amplitude_mv: amplitude, duration_s: duration, spikes: 4 + Math.floor(4 * random.next()), z: 20 };
  return { source: E1, type: "burst", intensity: 0.8, at, tags: [], data };
}

function said(type: string, data: Noticed["data"], at: Seconds): Noticed {
  return { source: "operator", type, intensity: 0.9, at, tags: ["from:operator"], data };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
