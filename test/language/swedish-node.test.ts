import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeEvent } from "../../src/domain/event.js";
import type { Language } from "../../src/domain/language.js";
import { HOUR } from "../../src/domain/time.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { eventBody } from "../../src/protocol/payloads/event.js";
import { UTC } from "../../src/protocol/time.js";
import { Digest } from "../../src/view/digest.js";
import { plainLog } from "../../src/view/plain-log.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "../node/a-forest.js";

/** Fields that hold words for people; all others are for machines. (The phases of a breath are names, and told apart.) */
const FOR_PEOPLE = new Set(["text", "goal", "sentence", "phase", "next_step", "said", "reason"]);
const LIVELY = { kind: "grove", config: { electrodes: 3, activity: 8, disturbance: 3, settle_minutes: 10 } };

async function aNight(language: Language) {
  const words = catalogueOf(language);
  const wire = new FakeWire();
  const host = () => ({ temperature: 75, underVoltage: true, clockSynchronized: false, diskFree: 1, diskTotal: 20 });
  const forest = await aForest({ devices: [LIVELY], language, wire, host, reflexes: [] });
  const digest = new Digest("forest.csv", START, words);
  const lines: string[] = [];
  const log = plainLog((_, line) => lines.push(line), words);
  forest.node.events.listen(digest.hear);
  forest.node.events.listen(log);
  await forest.node.start();
  await forest.until(12 * HOUR);
  const answers = [
    ...[forest.says("ask", { what: "why" }), forest.says("ask", { what: "learnt" }), forest.says("gasp")],
    ...[forest.says("ask", { what: "hearing" }), forest.says("hush", { for_s: 60, type: "drift" })],
    ...[forest.says("thanks"), forest.says("ping"), forest.says("note", { text: "regn" })],
  ].map((answer) => (answer.status === "ok" ? String(answer.data.text) : ""));
  await forest.until(13 * HOUR);
  await forest.node.stop("stopped");
  const health = JSON.parse(wire.retained.get("andas/1/test/n1/health") ?? "{}");
  return { events: forest.events, page: digest.lines(), lines, answers, health };
}

test("a node that speaks Swedish lives the same life in other words, and no English is left in them", async () => {
  const [english, swedish] = [await aNight("en"), await aNight("sv")];
  const [en, sv] = [toldIn(english.events), toldIn(swedish.events)];
  assert.deepEqual(sv.machines, en.machines);
  assert.ok(en.people.size > 20, `${en.people.size} sentences`);
  const theirs = "regn"; // what a person wrote stays as it was written
  assert.deepEqual(
    [...sv.people].filter((said) => en.people.has(said) && said !== theirs),
    [],
  );

  assert.equal(swedish.answers.length, english.answers.length);
  for (const [i, answer] of swedish.answers.entries()) assert.notEqual(answer, english.answers[i]);
  assert.match(swedish.answers.join("\n"), /noden är här/);
  assert.deepEqual(
    swedish.lines.filter((line) => english.lines.includes(line)),
    [],
  );
  const shared = swedish.page.filter((line) => line !== "" && english.page.includes(line));
  assert.deepEqual(
    shared.filter((line) => !/\d/.test(line)),
    [],
  );
  assert.match(swedish.page.join("\n"), /^forest\.csv: 13 tim, .* till .*\n\d+ andetag/);
  for (const check of swedish.health.checks) assert.doesNotMatch(check.text, /\b(the|is|this)\b/, check.text);
});

/** What is told on the wire, parted into words for people and all the rest. */
function toldIn(events: readonly NodeEvent[]) {
  const people = new Set<string>();
  const machines = events
    .filter(({ type }) => type !== "commit")
    .map((event) => ({
      type: event.type,
      at: event.at,
      ...(parted(eventBody(event, UTC), event.type, people) as object),
    }));
  return { people, machines };
}

function parted(told: unknown, type: NodeEvent["type"], people: Set<string>): unknown {
  if (typeof told !== "object" || told === null || type === "breath") return told;
  if (Array.isArray(told)) return told.map((one) => parted(one, type, people));
  return Object.fromEntries(
    Object.entries(told).map(([key, value]) => {
      if (type === "morning" && key === "page" && Array.isArray(value)) {
        for (const line of value) if (line !== "") people.add(String(line));
        return [key, value.length];
      }
      if (!FOR_PEOPLE.has(key) || typeof value !== "string") return [key, parted(value, type, people)];
      people.add(value);
      return [key, ""];
    }),
  );
}
