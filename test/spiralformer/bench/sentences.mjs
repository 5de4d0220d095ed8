// What a reading's sentence names, beside what was planted: who took part, how many onsets, how far apart, in which order.

/** Named and planted may differ by so much: a share of the figures, a share of the electrodes. */
const WITHIN = 0.2;
/** Onsets of one electrode that were planted so near each other are one: the second rises out of the first. In seconds. */
const SAME = 20;
/** What was planted lower than this cannot be told from noise, in σ. */
const AUDIBLE = 3;
/** Onsets are heard some seconds late, or early. */
const AMISS = 20;

const NUMBER = String.raw`(\d+(?:\.\d+)?) (s|min|h)`;
const UNITS = { s: 1, min: 60, h: 3600 };

/** What an English sentence names. Times in seconds; what it does not name is undefined. */
export function namedIn(text) {
  const time = (pattern) => {
    const [, amount, unit] = new RegExp(pattern.replace("TIME", NUMBER)).exec(text) ?? [];
    return amount === undefined ? undefined : Number(amount) * UNITS[unit];
  };
  const [way = ""] = /\S+(?: → \S+)+/.exec(text) ?? [];
  const count = /: (\d+) onsets?/.exec(text)?.[1];
  return {
    onsets: count === undefined ? undefined : Number(count),
    interval: time(", every TIME"),
    lag: time(", some TIME from one"),
    length: time("(?:onsets? in|dense for) TIME"),
    order: way === "" ? [] : way.split(" → ").map((name) => name.replace(/[^\w-]/g, "")),
  };
}

/**
 * Is all that it names as it was planted, each figure within 20 %? `claim`: { event, electrodes, decided, text, onsets }, of which `onsets` are the
 * times that `andas read --audit` gives; `planted`: { electrode, at, sigma } of its event. Gives what is wrong, by name.
 */
export function wrongIn(claim, planted) {
  const named = namedIn(claim.text);
  const heard = planted.filter(({ at, sigma }) => at <= claim.decided && sigma >= AUDIBLE);
  const wrong = [];
  const off = (name, said, truth) => {
    if (said !== undefined && !(Math.abs(said - truth) <= WITHIN * truth)) wrong.push(name);
  };
  const there = claim.electrodes.filter((name) => heard.some(({ electrode }) => electrode === name));
  off("electrodes", there.length, claim.electrodes.length);
  if (claim.event === "rhythm" || claim.event === "irregular") {
    const [from, to] = [claim.onsets[0] - AMISS, claim.onsets.at(-1) + AMISS];
    const best = there
      .map((name) => apart(heard.filter(({ electrode, at }) => electrode === name && at >= from && at <= to)))
      .reduce(
        (best, times) => (Math.abs(times.length - named.onsets) < Math.abs(best.length - named.onsets) ? times : best),
        [],
      );
    off("onsets", named.onsets, best.length);
    off("interval", named.interval, median(best.slice(1).map((at, i) => at - best[i])));
    off("length", named.length, best.at(-1) - best[0]);
  }
  if (claim.event === "burst" && named.length !== undefined) {
    const lengths = there.map((name) => lengthOf(heard.filter(({ electrode }) => electrode === name)));
    const closest = lengths.reduce((a, b) => (Math.abs(a - named.length) < Math.abs(b - named.length) ? a : b), 0);
    off("length", named.length, closest);
  }
  if (named.order.length > 1) {
    const began = new Map(heard.toReversed().map(({ electrode, at }) => [electrode, at]));
    const way = named.order.filter((name) => began.has(name)).map((name) => began.get(name));
    const pairs = way.flatMap((at, i) => way.slice(i + 1).map((later) => later > at));
    off("order", pairs.filter(Boolean).length, Math.max(pairs.length, 1));
    off("lag", named.lag, Math.abs(way.at(-1) - way[0]) / (way.length - 1));
  }
  return wrong;
}

/** Does it name the figures that such an event has? */
export function isWhole({ event, text, electrodes }) {
  const { onsets, interval, order } = namedIn(text);
  if (event === "rhythm") return onsets >= 4 && interval !== undefined;
  if (event === "irregular") return onsets >= 3;
  if (event === "wave" || event === "scatter") return order.length >= 3;
  return electrodes.length > 0;
}

function apart(planted) {
  const times = [];
  for (const { at } of planted) if (!(at - times.at(-1) < SAME)) times.push(at);
  return times;
}

function lengthOf(planted) {
  return planted.length === 0 ? 0 : planted.at(-1).at - planted[0].at;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
