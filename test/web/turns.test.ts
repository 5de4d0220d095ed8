import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Turns } from "../../src/web/model/turns.js";

test("tones of a backlog sound as far apart as their spikes came, an hour in a minute", () => {
  const turns = new Turns();
  const sounds = [1000, 1030, 1120, 1600].map((signal) => turns.at(signal, 5));
  assert.deepEqual(
    sounds.map((sound) => Math.round((sound - sounds[0]!) * 1e6) / 1e6),
    [0, 0.5, 2, 10],
  );
});

test("what lives sounds when it comes, and after a day of nothing nobody waits", () => {
  const turns = new Turns();
  const first = turns.at(1000, 0);
  assert.equal(turns.at(1030, 30), 30 + first, "half a minute later it was due long ago");
  assert.equal(turns.at(90_000, 31), 31 + first);
});

test("law: no tone sounds before the present, whatever its spike's time", () => {
  const message = fc.record({
    signal: fc.double({ noNaN: true, min: -1e12, max: 1e12 }),
    later: fc.double({ noNaN: true, min: 0, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(message), (messages) => {
      const turns = new Turns();
      let now = 0;
      return messages.every(({ signal, later }) => {
        now += later;
        return turns.at(signal, now) > now;
      });
    }),
  );
});
