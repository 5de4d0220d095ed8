// Claims beside events: which belongs to which, how sure it was, and whether its sentence says what was planted.
import { isWhole, wrongIn } from "./sentences.mjs";

/** An event is touched from so many seconds before its start to so many behind its end, as the benchmark has it. */
export const BEFORE = 30;
export const BEHIND = 270;
const LONGEST_CLAIM = 3600;

/**
 * Claims with their events, matched as the benchmark matches: the right class first, then the longest overlap. A further claim on an event, and one
 * that touches none, stands for itself; it is right when it names an event that it touches. `isFirst`: it is the event's own.
 */
export function matchOf(events, claims) {
  const lap = (event, claim) =>
    claim.end - claim.start > LONGEST_CLAIM
      ? -1
      : Math.min(event.end + BEHIND, claim.end) - Math.max(event.start - BEFORE, claim.start);
  const pairs = events
    .flatMap((event) =>
      claims.map((claim) => ({ event, claim, wrong: event.event === claim.event ? 0 : 1, lap: lap(event, claim) })),
    )
    .filter((pair) => pair.lap >= 0)
    .sort((a, b) => a.wrong - b.wrong || b.lap - a.lap);
  const own = new Map();
  const taken = new Set();
  for (const { event, claim } of pairs) {
    if (taken.has(event) || own.has(claim)) continue;
    taken.add(event);
    own.set(claim, event);
  }
  return claims.map((claim) => {
    const touched = pairs.filter((pair) => pair.claim === claim).map(({ event }) => event);
    const event = own.get(claim) ?? touched.find((one) => one.event === claim.event) ?? touched[0];
    return { claim, event, isFirst: own.has(claim), isRight: event?.event === claim.event };
  });
}

/** Claims by what they said how sure they are, in steps of a tenth; and by event. */
export function surenessOf(matches) {
  return {
    steps: grouped(matches, ({ claim }) => Math.min(Math.floor(claim.confidence * 10), 9) / 10, figures),
    events: grouped(matches, ({ claim }) => claim.event, figures),
  };
}

/** Steps of what was said, by which sureness is fitted: finer ones hold too few claims. */
const STEPS = [0.6, 0.7, 0.8, 0.9];
/** As if so many claims more had been right so often: of few claims not too much is concluded. */
const PRIOR = { claims: 2, right: 0.8 };

/**
 * By event: knots of (what was said, how often that was right), for the model's card. What was said more surely is right at least as often
 * (isotonic, by pooling neighbours that are not).
 */
export function knotsOf(matches) {
  return grouped(
    matches,
    ({ claim }) => claim.event,
    (claims) => {
      const steps = [0, ...STEPS].map((from, i) =>
        claims.filter(({ claim: { confidence } }) => confidence >= from && !(confidence >= STEPS[i])),
      );
      const pools = [];
      for (const step of steps.filter(({ length }) => length > 0)) {
        let pool = step;
        while (pools.length > 0 && rightIn(pools.at(-1)) >= rightIn(pool)) pool = [...pools.pop(), ...pool];
        pools.push(pool);
      }
      return pools.map((pool) => [
        mean(pool, ({ claim }) => claim.confidence),
        Math.round(1000 * rightIn(pool)) / 1000,
      ]);
    },
  );
}

function rightIn(pool) {
  return (pool.filter(({ isRight }) => isRight).length + PRIOR.claims * PRIOR.right) / (pool.length + PRIOR.claims);
}

function figures(matches) {
  return {
    claims: matches.length,
    said: mean(matches, ({ claim }) => claim.confidence),
    right: share(matches, ({ isRight }) => isRight),
  };
}

/** Of right claims: do their sentences name what their events have, and is that as it was planted? */
export function sentencesOf(matches) {
  const judged = matches
    .filter(({ isRight }) => isRight)
    .map(({ claim, event }) => ({ event: event.event, wrong: wrongIn(claim, event.planted), isWhole: isWhole(claim) }));
  const isAsPlanted = ({ wrong, isWhole }) => isWhole && wrong.length === 0;
  const wrong = judged.flatMap(({ event, wrong }) => wrong.map((what) => `${event}: ${what}`));
  return {
    claims: judged.length,
    whole: share(judged, ({ isWhole }) => isWhole),
    as_planted: share(judged, isAsPlanted),
    events: grouped(
      judged,
      ({ event }) => event,
      (among) => share(among, isAsPlanted),
    ),
    wrong: grouped(wrong, String, (among) => among.length),
  };
}

function grouped(all, key, tell) {
  const names = [...new Set(all.map(key))].sort();
  return Object.fromEntries(names.map((name) => [name, tell(all.filter((one) => key(one) === name))]));
}

function share(all, is) {
  return mean(all, (one) => (is(one) ? 1 : 0));
}

function mean(all, of) {
  return Math.round((1000 * all.reduce((sum, one) => sum + of(one), 0)) / Math.max(all.length, 1)) / 1000;
}
