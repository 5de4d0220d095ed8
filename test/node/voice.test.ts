import assert from "node:assert/strict";
import { test } from "node:test";
import { allKinds } from "../../devices/all.js";
import type { Configuration, VoiceSettings } from "../../src/config/configuration.js";
import type { NodeEvent } from "../../src/domain/event.js";
import { EventLog } from "../../src/domain/event-log.js";
import type { TimeQuality } from "../../src/domain/time.js";
import { nodeVoice } from "../../src/node/node-voice.js";
import { voiceOfCard } from "../../src/node/open-voice.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { encodeEnveloped } from "../../src/protocol/envelope.js";
import { eventBody, eventTopic } from "../../src/protocol/payloads/event.js";
import { decodeVoice, voiceSchema } from "../../src/protocol/payloads/voice.js";
import { UTC } from "../../src/protocol/time.js";
import { anAnswer, aSpike, breathsUntil } from "../voice/a-moment.js";

async function voiceOn(voice: VoiceSettings | undefined, kind = "ads1115") {
  const warnings: string[] = [];
  const log = (_: string, line: string) => {
    warnings.push(line);
  };
  const node: Partial<Configuration["node"]> = { language: "sv", ...(voice && { voice }) };
  const devices = [{ name: "adc", kind, config: {} }];
  const world = { kinds: allKinds, files: new OsFiles(), folder: "/card", seed: 1, log };
  const parts = await voiceOfCard({ node: { ...NODE, ...node }, devices }, world);
  return { parts, warnings };
}

const NODE: Configuration["node"] = {
  ...{ site: "north", node: "birch-1", name: "birch-1", language: "en", peers: [] },
  ...{ energy: { volts: 5 }, raw: { keep: 0 }, embeddedBroker: { address: "127.0.0.1", page: false } },
};
const PLAIN = { scale: "pentatonic", demo: false };

test("a node has no voice unless its card asks for one, and none for what is simulated unless it is a demo", async () => {
  assert.deepEqual(await voiceOn(undefined), { parts: undefined, warnings: [] });
  const grove = await voiceOn(PLAIN, "grove");
  assert.equal(grove.parts, undefined);
  assert.match(grove.warnings.join(), /"adc" \(grove\) is not alive, so nothing is said; "demo": true/);
  assert.ok((await voiceOn({ ...PLAIN, demo: true }, "grove")).parts);
  assert.equal((await voiceOn(PLAIN)).parts?.grammar.language, "sv");
});

test("a card whose words or scale are none costs the voice, and never the node", async () => {
  for (const wrong of [{ words: "mine.json" }, { scale: "mine.scl" }, { mapping: "mine.json" }]) {
    const { parts, warnings } = await voiceOn({ ...PLAIN, ...wrong });
    assert.equal(parts, undefined);
    assert.match(warnings.join(), /^\/card\/mine\.\w+: there is no such file; .*the node lives without its voice$/);
  }
});

test("what it says goes out on voice/forest and voice/notes, with what it rests on", async () => {
  const { parts } = await voiceOn(PLAIN);
  const events = new EventLog();
  const told: NodeEvent[] = [];
  const clock = new SimulatedClock(0);
  const voice = nodeVoice(parts!, { clock, events, place: { latitude: 60, longitude: 15 }, arousal: () => 0 });
  voice.open(["e1", "e2", "e3", "e4"]);
  events.listen((event) => {
    if (event.type === "voice") told.push(event);
  });
  for (const breath of breathsUntil(980)) events.tell(breath.since, { type: "breath", breath });
  events.tell(820, { type: "spike", spike: aSpike(490) });
  voice.addAnswer(anAnswer(1000, "irregular"));
  assert.deepEqual(
    told.map((event) => eventTopic(event)),
    [
      { kind: "voice", name: "forest" },
      { kind: "voice", name: "notes" },
    ],
  );
  const [forest, notes] = told.map((event, seq) =>
    encodeEnveloped(eventBody(event, UTC), { boot: 1, seq, at: event.at, quality: "ntp" }),
  );
  assert.match(decodeVoice(forest!)?.value.text ?? "", /^\S.*\n\S/);
  const words = voiceSchema().parse(JSON.parse(forest!));
  assert.equal(words.evidence?.from, "1970-01-01T00:08:10.000Z");
  const sung = voiceSchema().parse(JSON.parse(notes!)).notes;
  assert.deepEqual(
    sung?.map(({ electrode, begin, onset, pause }) => [electrode, begin, onset, pause]),
    [["e1", 490, 490, 840]],
  );
});

test("it knows the hour where the clock is known", async () => {
  const { parts } = await voiceOn(PLAIN);
  const knows = (quality: TimeQuality) => parts!.knowsTime({ quality });
  assert.deepEqual((["ntp", "rtc", "floor", "simulated"] as const).map(knows), [true, true, false, false]);
});
