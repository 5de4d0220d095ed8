import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMidi } from "midi-file";
import { isAndasError } from "../../src/domain/errors.js";
import type { Note } from "../../src/domain/voice.js";
import { parseMapping } from "../../src/voice/score/mapping.js";
import { channelOf, midiFile, placeOf } from "../../src/voice/score/midi.js";
import { noteOf } from "../../src/voice/score/note-maker.js";
import { played } from "../../src/voice/score/played.js";
import { builtInScale, centsAt, parseScala, SCALES } from "../../src/voice/score/scale.js";
import { aSpike, mapping, ownFile, pentatonic } from "./a-moment.js";

const BREATH = { cycle: 2, start: 480, hold: 600, exhale: 660, pause: 840 };

function aNote(onset: number, more: { seat?: number; z?: number; polarity?: 1 | -1; bend?: number } = {}): Note {
  const { seat = 0, z = 15, polarity = 1, bend = 0 } = more;
  const one = { at: onset, caught: "onset", breath: BREATH, glyph: "spike", next: "silence", seat, bend } as const;
  return noteOf({ ...one, spike: aSpike(onset, { z, polarity }) }, mapping(), pentatonic);
}

test("a higher spike is louder and further from its electrode's tone: up where it rises, down where it falls", () => {
  const [small, large, fallen] = [aNote(490, { z: 5 }), aNote(490, { z: 60 }), aNote(490, { z: 60, polarity: -1 })];
  assert.ok(large.loudness > small.loudness && large.loudness <= 1);
  assert.ok(large.key > small.key && fallen.key < small.key);
  assert.ok(Math.abs(aNote(490, { seat: 1 }).key - aNote(490).key - 12) < 1e-9);
});

test("an hour is played in a minute; what is too quick or too slow to be heard is held to what can be", () => {
  const { at, attack, release, exhale, pause } = played(aNote(490), { from: 10, speed: 60 }, mapping());
  assert.deepEqual([at, attack, release, pause], [8, 1, 4, 830 / 60]);
  assert.equal(exhale, 650 / 60);
  assert.equal(played(aNote(490), { from: 0, speed: 1e6 }, mapping()).attack, 0.012);
  assert.equal(played(aNote(490), { from: 0, speed: 1 }, mapping()).release, 12);
});

test("another library reads the score: a track an electrode, notes within a millisecond, words, breaths, tempo, the wheel", () => {
  const notes = [aNote(490, { bend: 1 }), aNote(520, { seat: 1, z: 7 })].map((note) =>
    played(note, { from: 0, speed: 60 }, mapping()),
  );
  const lines = [{ at: 9.5, text: "En långsam. Sådan." }];
  const bytes = midiFile({
    title: "night, spoken",
    about: ["Schizophyllum commune"],
    electrodes: ["e1", "e2"],
    notes,
    lines,
  });
  const { header, tracks } = parseMidi(bytes);
  assert.deepEqual([header.format, header.numTracks, header.ticksPerBeat], [1, 3, 1920]);
  const [first, ...electrodes] = tracks.map((track) => {
    let tick = 0;
    return track.map((event) => {
      tick += event.deltaTime;
      return { ...event, seconds: tick / 1920 };
    });
  });
  const texts = first!.flatMap((event) =>
    "text" in event ? [`${event.type}: ${Buffer.from(event.text, "latin1").toString("utf8")}`] : [],
  );
  assert.deepEqual(texts, [
    "trackName: night, spoken",
    "text: Schizophyllum commune",
    "marker: breath 2",
    "lyrics: En långsam. Sådan.",
  ]);
  assert.ok(first!.some((event) => event.type === "setTempo" && event.microsecondsPerBeat === 1_000_000));
  for (const [seat, track] of electrodes.entries()) {
    const [on] = track.filter((event) => event.type === "noteOn");
    const [off] = track.filter((event) => event.type === "noteOff");
    const note = notes[seat]!;
    assert.ok(on?.type === "noteOn" && Math.abs(on.seconds - note.at) < 0.001 && on.channel === channelOf(seat));
    assert.ok(off !== undefined && off.seconds <= note.pause + 0.001 && off.seconds > on.seconds);
  }
  const bends = electrodes[0]!.flatMap((event) => (event.type === "pitchBend" ? [event.value] : []));
  assert.equal(bends.length, 8);
  assert.ok(bends.every((value, i) => i === 0 || value > bends[i - 1]!));
});

test("sixteen electrodes have channels without the drums', and places from left to right", () => {
  const seats = Array.from({ length: 16 }, (_, seat) => seat);
  assert.ok(seats.every((seat) => channelOf(seat) !== 9));
  assert.equal(new Set(seats.map(channelOf)).size, 15);
  assert.ok(seats.every((seat) => Math.abs(placeOf(seat, 16)) <= 0.8 + 1e-9));
  assert.equal(placeOf(0, 1), 0);
});

test("scales go on above and below their octave", () => {
  assert.deepEqual(SCALES, ["pentatonic", "just", "harmonic"]);
  assert.equal(centsAt(0, pentatonic), 0);
  assert.equal(centsAt(5, pentatonic), 1200);
  assert.ok(Math.abs(centsAt(3, pentatonic) - 701.955) < 0.001);
  assert.ok(Math.abs(centsAt(-1, pentatonic) + 315.641) < 0.001);
  assert.equal(builtInScale("toString"), undefined);
});

test("a Scala file is a scale", () => {
  const text = "! slendro.scl\n!\nA slendro\n 5\n!\n 240.\n 480.0 cents\n 3/2\n 960.\n 2\n";
  const { name, cents } = parseScala(text, "slendro.scl");
  assert.equal(name, "A slendro");
  assert.deepEqual(cents.map(Math.round), [240, 480, 702, 960, 1200]);
});

test("what is no scale says so in one line", () => {
  const broken: [string, RegExp][] = [
    ["", /no Scala scale/],
    ["title\nmany\n", /no Scala scale/],
    ["title\n3\n9/8\n2\n", /says 3 notes and holds 2/],
    ["title\n2\nloud\n2\n", /line 3: "loud" is no note/],
    ["title\n2\n0/0\n2\n", /is no note/],
    ["title\n2\n1200.\n700.\n", /do not ascend/],
  ];
  for (const [text, message] of broken)
    assert.throws(
      () => parseScala(text, "my.scl"),
      (error) => isAndasError(error, "config") && message.test(error.message) && error.message.startsWith("my.scl"),
    );
});

test("what is no mapping says so in one line", () => {
  const own = ownFile("score/mapping.json");
  const broken: [string, RegExp][] = [
    ["[", /my\.json: is no JSON/],
    ["[]", /my\.json: all of it: /],
    [own.replace('"spike": {\n', '"rest": {\n'), /my\.json: timbres: needs "spike"/],
    [own.replace('"root": 50', '"root": 500'), /my\.json: root: /],
  ];
  for (const [text, message] of broken)
    assert.throws(
      () => parseMapping(text, "my.json"),
      (error) => isAndasError(error, "config") && message.test(error.message),
      String(message),
    );
});
