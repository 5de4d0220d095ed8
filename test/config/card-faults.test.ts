import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { allKinds } from "../../devices/all.js";
import { type LoadedCard, loadCard } from "../../src/config/load-card.js";
import { printProblem } from "../../src/config/written/problem.js";
import { isAndasError } from "../../src/domain/errors.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { card, KINDS, NODE, put, temporary } from "./card-folder.js";

const files = new OsFiles();

function load(folder: string): Promise<LoadedCard> {
  return loadCard({ folder, files, kinds: KINDS });
}

async function faults(t: TestContext, content: Record<string, unknown>): Promise<string[]> {
  return (await load(await card(t, { "node.json": NODE, ...content }))).problems.map(printProblem);
}

test("a card of nothing but site and node is whole: all else has a default", async (t) => {
  const { good, problems } = await load(await card(t, { "node.json": NODE }));
  assert.deepEqual(problems, []);
  assert.deepEqual(good?.configuration.breath, {
    phases: { inhale: 120, hold: 60, exhale: 180, pause: 120 },
    radio: "breath",
    exhale: "auto",
    earlyExhaleEvery: 600,
    rhythm: {
      kind: "fixed",
      spiral: { longest: 3600 },
      entrained: { shortestPeriod: 300, longestPeriod: 86_400, longest: 3600 },
      staggered: { mostShift: 60 },
    },
  });
  assert.equal(good?.configuration.node.name, "spruce-1");
  assert.deepEqual(
    good?.configuration.node.embeddedBroker,
    { address: "127.0.0.1", page: false },
    "its own broker finds its ports itself",
  );
  assert.equal(good?.configuration.attention.pool.halfLife, 1200);
  assert.deepEqual(good?.configuration.devices, []);
});

test("empty braces are as good as no file, in every file but node.json", async (t) => {
  const empty = { "electrodes.json": "{}", "breath.json": "{}", "reflexes.json": "{}", "attention.json": "{}" };
  const braces = await load(await card(t, { "node.json": NODE, ...empty }));
  const none = await load(await card(t, { "node.json": NODE }));
  assert.deepEqual(braces.good?.configuration, none.good?.configuration);
});

test("what is on the card arrives in the domain's words", async (t) => {
  const { good, problems } = await load(
    await card(t, {
      "node.json": {
        ...NODE,
        place: { latitude: 59.9, longitude: 17.6, altitude_m: 35 },
        peers: ["oak", NODE.node, "birch"],
      },
      "electrodes.json": {
        $schema: "./schema/electrodes.schema.json",
        devices: [
          { name: "adc-1", kind: "adc", listening: "sentinel", rate_hz: 8 },
          { name: "status", kind: "led", pin: 17 },
        ],
        electrodes: [{ name: "e1", device: "adc-1", channel: "0-1", profile: "plant" }],
      },
      "breath.json": { phases: { inhale_s: 30 }, radio: "always" },
      "reflexes.json": {
        reflexes: [
          {
            id: "blink",
            when: { type: "burst", count: { at_least: 2, within_s: 60 } },
            action: { kind: "pulse", output: "status" },
          },
        ],
      },
    }),
  );
  assert.deepEqual(problems, []);
  const { node, devices, electrodes, breath, reflexes } = good?.configuration ?? assert.fail();
  assert.deepEqual(node.place, { latitude: 59.9, longitude: 17.6, altitude: 35 });
  assert.deepEqual(node.peers, ["oak", "birch"], "a node is no neighbour of its own");
  assert.deepEqual(devices, [
    { name: "adc-1", kind: "adc", listening: "sentinel", config: { bus: 1, gain: "low", rate_hz: 8 } },
    { name: "status", kind: "led", config: { pin: 17 } },
  ]);
  assert.deepEqual(electrodes, [{ name: "e1", device: "adc-1", channel: "0-1", profile: "plant", control: false }]);
  assert.deepEqual(breath.phases, { inhale: 30, hold: 60, exhale: 180, pause: 120 });
  assert.deepEqual(reflexes, [
    {
      id: "blink",
      when: { type: "burst", count: { atLeast: 2, within: 60, of: "percepts" } },
      actions: [{ kind: "pulse", output: "status", seconds: 1 }],
      coolDown: 60,
    },
  ]);
});

test("an unknown key is answered with the one that was meant, in devices too", async (t) => {
  assert.deepEqual(
    await faults(t, {
      "electrodes.json": { devices: [{ name: "adc-1", kind: "adc", rate_hz: 8, listning: "inhale", gian: "low" }] },
      "breath.json": { phases: { inhale: 30 }, temperature: 4 },
    }),
    [
      'electrodes.json: devices[0].listning: is not known here; did you mean "listening"?',
      'electrodes.json: devices[0].gian: is not known here; did you mean "gain"?',
      'breath.json: phases.inhale: is not known here; did you mean "inhale_s"?',
      "breath.json: temperature: is not known here; known are $schema, phases, rhythm, radio, exhale, rest, early_exhale_every_s",
    ],
  );
});

test("a wrong type says what was found and what would be right", async (t) => {
  assert.deepEqual(
    await faults(t, {
      "electrodes.json": { devices: [{ name: "adc-1", kind: "adc", bus: "one", rate_hz: true }] },
      "breath.json": { phases: { inhale_s: "120", hold_s: null, exhale_s: 0, pause_s: 1e9 }, radio: "allways" },
      "reflexes.json": { reflexes: {} },
      "attention.json": [],
    }),
    [
      'electrodes.json: devices[0].bus: is the text "one"; write a whole number from 0 to 9, such as 1',
      "electrodes.json: devices[0].rate_hz: is true; write a number above 0, such as 8",
      'breath.json: phases.inhale_s: is the text "120"; write a number from 0 to 86400, such as 120',
      "breath.json: phases.hold_s: is null; write a number from 0 to 86400, such as 60",
      "breath.json: phases.exhale_s: is the number 0; write a number from 1 to 86400, such as 180",
      "breath.json: phases.pause_s: is the number 1000000000; write a number from 0 to 86400, such as 120",
      'breath.json: radio: is the text "allways"; did you mean "always"?',
      "reflexes.json: reflexes: is an object; write a list in [brackets]",
      "attention.json: file: is a list; write an object in {braces}",
    ],
  );
});

test("names are small letters, digits and hyphens, and what is missing is said with an example", async (t) => {
  assert.deepEqual(await faults(t, { "node.json": { site: "Norra Lunden" } }), [
    'node.json: site: is the text "Norra Lunden"; write small letters, digits and hyphens, 64 at most, such as "north-grove"',
    'node.json: node: is missing; write small letters, digits and hyphens, 64 at most, such as "spruce-1"',
  ]);
});

test("two devices with one name, two electrodes with one name or channel, an electrode on no device: all said at once", async (t) => {
  const devices = [
    { name: "adc-1", kind: "adc", rate_hz: 8 },
    { name: "adc-1", kind: "adc", rate_hz: 8 },
    { name: "status", kind: "led", pin: 17 },
  ];
  const electrodes = [
    { name: "e1", device: "adc-1", channel: "0-1" },
    { name: "e1", device: "adc-1", channel: "0-1" },
    { name: "e3", device: "acd-1", channel: "2-3" },
    { name: "e4", device: "status", channel: "0" },
  ];
  assert.deepEqual(await faults(t, { "electrodes.json": { devices, electrodes } }), [
    'electrodes.json: devices[1].name: is "adc-1", as devices[0] is already; give each its own',
    'electrodes.json: electrodes[1].name: is "e1", as electrodes[0] is already; give each its own',
    "electrodes.json: electrodes[1].channel: is the same channel as electrodes[0] has; give each electrode its own",
    'electrodes.json: electrodes[2].device: is "acd-1", and there is no such device; did you mean "adc-1"?',
    'electrodes.json: electrodes[3].device: is "status", a device without electrodes; devices with electrodes: adc-1',
  ]);
});

test("peers that will never be heard are warned of: the node itself, and all of them without a broker to meet at", async (t) => {
  const warnings = async (node: object) => {
    const { problems, warnings, good } = await load(await card(t, { "node.json": { ...NODE, ...node } }));
    assert.deepEqual(problems, []);
    assert.ok(good?.configuration.node.peers.includes(NODE.node) === false);
    return warnings.map(printProblem);
  };
  const broker = { url: "mqtt://broker.example.org" };
  assert.deepEqual(await warnings({ peers: ["oak", NODE.node], broker }), [
    "node.json: peers[1]: is this node itself, which is no neighbour of its own; leave it out",
  ]);
  assert.deepEqual(await warnings({ peers: ["oak"] }), [
    'node.json: peers: are heard at a broker that all share, and without "broker" this node opens its own, which only this machine can reach; name the shared one, or leave peers out',
  ]);
  assert.deepEqual(await warnings({ peers: ["*"], broker }), []);
  assert.deepEqual(await warnings({ peers: [] }), []);
});

test("an electrode on a channel that its device will not have is a fault, where the card alone says which there are", async (t) => {
  const devices = [
    { name: "adc", kind: "ads1115", channels: ["0-1"] },
    { name: "grove", kind: "grove", electrodes: 2 },
    { name: "line", kind: "line", path: "/dev/ttyACM0" },
  ];
  const on = (name: string, device: string, channel: string) => ({ name, device, channel });
  const electrodes = [on("a", "adc", "2-3"), on("b", "adc", "0-1"), on("c", "grove", "e3"), on("d", "line", "oak")];
  const folder = await card(t, { "node.json": NODE, "electrodes.json": { devices, electrodes } });
  const { problems } = await loadCard({ folder, files, kinds: allKinds });
  assert.deepEqual(problems.map(printProblem), [
    'electrodes.json: electrodes[0].channel: is "2-3", which "adc" does not have; it has 0-1',
    'electrodes.json: electrodes[2].channel: is "e3", which "grove" does not have; it has e1, e2',
  ]);
});

test("what no version of andas minds yet is not accepted as if it did something", async (t) => {
  assert.equal(
    (await faults(t, { "node.json": { ...NODE, time: { source: "system" }, power: { board: "none" } } })).length,
    2,
  );
});

test("a kind of device that nobody knows is answered with the one that was meant", async (t) => {
  assert.deepEqual(
    await faults(t, {
      "electrodes.json": {
        devices: [
          { name: "a", kind: "groove" },
          { name: "b", kind: "x" },
        ],
      },
    }),
    [
      'electrodes.json: devices[0].kind: is the text "groove"; did you mean "grove"?',
      'electrodes.json: devices[1].kind: is the text "x"; write "grove", "adc" or "led"',
    ],
  );
});

test("a reflex may only light what is there, must want something, and must not feed itself", async (t) => {
  const action = { kind: "publish", text: "heard" };
  const rules = {
    reflexes: [
      { id: "a", when: { type: "burst" }, action: { kind: "pulse", output: "status" } },
      { id: "a", when: {}, action },
      { id: "b", when: { type: "b*" }, action, awareness: { type: "burst-told" } },
      { id: "c", when: { type: "burst" }, action: { kind: "publsh", text: "heard" } },
    ],
  };
  assert.deepEqual(await faults(t, { "reflexes.json": rules }), [
    'reflexes.json: reflexes[1].when: is empty, so that everything would fire it; give at least one condition, such as {"type": "burst"}',
    'reflexes.json: reflexes[3].action.kind: is the text "publsh"; did you mean "publish"?',
    'reflexes.json: reflexes[1].id: is "a", as reflexes[0] is already; give each its own',
    'reflexes.json: reflexes[0].action.output: is "status", and there is no such device; declare a device with an output under "devices" in electrodes.json',
    'reflexes.json: reflexes[2].awareness: would fire the reflex again without end; give "when" a source, such as "electrode/*", or another type',
  ]);
});

test("a calm node that is easier to distract than an aroused one is a slip", async (t) => {
  const selection = { calm_threshold: 0.1, urgent_threshold: 0.5 };
  const [fault, ...others] = await faults(t, { "attention.json": { selection, pool: { lifetime_s: 60 } } });
  assert.match(fault ?? "", /^attention\.json: pool\.lifetime_s: is shorter than half_life_s/);
  assert.match(others.join(), /^attention\.json: selection\.calm_threshold: is lower than urgent_threshold/);
});

test("bad JSON is shown by line and column, and the other files are judged all the same", async (t) => {
  assert.deepEqual(await faults(t, { "electrodes.json": '{\r\n  "devices": [\r\n  }', "breath.json": { radio: 5 } }), [
    "electrodes.json: line 3, column 3: found } where a value should be; write the value",
    'breath.json: radio: is the number 5; write "breath" or "always"',
  ]);
});

test("an empty file, a folder in a file's place and a missing node.json are each one clear line", async (t) => {
  assert.deepEqual(await faults(t, { "breath.json": " \n" }), [
    "breath.json: file: is empty; write {} for all defaults, or take the file away",
  ]);
  const folder = await temporary(t);
  await mkdir(join(folder, "breath.json"));
  assert.deepEqual((await load(folder)).problems.map(printProblem), [
    "breath.json: file: is a folder; put a file of that name in its place",
    'node.json: file: is missing; write it as {"site": "north-grove", "node": "spruce-1"}, with names of your own',
  ]);
});

test("a byte order mark, CRLF, capitals and a .json.txt ending are forgiven, but not two files for one", async (t) => {
  const odd = {
    "Node.json.txt": `\uFEFF{\r\n"site": "a",\r\n"node": "b"\r\n}\r\n`,
    "BREATH.JSON": { radio: "always" },
  };
  const folder = await card(t, odd);
  const { good, found } = await load(folder);
  assert.equal(good?.configuration.node.site, "a");
  assert.equal(good?.configuration.breath.radio, "always");
  assert.deepEqual(found, ["Node.json.txt", "BREATH.JSON"]);
  await put(folder, { "node.json": NODE });
  assert.deepEqual((await load(folder)).problems.map(printProblem), [
    "node.json: file: is there more than once, as Node.json.txt and node.json; keep one of them",
  ]);
});

test("a file with a slip in its name would silently not be read: it is a fault, what is plainly another's is not", async (t) => {
  const others = { "mqtt.json": {}, "._node.json": "", "EFFECTIVE.json": {}, "breath.json.bak": "" };
  const { problems, good } = await load(await card(t, { "node.json": NODE, "electrode.json": {}, ...others }));
  assert.deepEqual(problems.map(printProblem), [
    'electrode.json: file: is none of the card\'s files and is not read; did you mean "electrodes.json"?',
  ]);
  assert.equal(good, undefined);
});

test("a card's folder that is missing or is a file is one clear error", async (t) => {
  const folder = await temporary(t);
  await assert.rejects(load(join(folder, "nowhere")), (error: Error) => {
    return isAndasError(error, "config") && /there is no folder .*nowhere; make it/.test(error.message);
  });
  await writeFile(join(folder, "file"), "x");
  await assert.rejects(load(join(folder, "file")), (error: Error) => {
    return isAndasError(error, "config") && /file is a file; give --config the folder/.test(error.message);
  });
});

test("peers are node ids, each named once, or everybody", async (t) => {
  const told = async (peers: unknown) => faults(t, { "node.json": { ...NODE, peers } });
  assert.deepEqual(await told(["*"]), []);
  assert.deepEqual(await told(["oak", "oak"]), [
    'node.json: peers[1]: is "oak", as peers[0] is already; name each once',
  ]);
  assert.deepEqual(await told(["*", "oak"]), [
    'node.json: peers: holds "*", which is everybody; write ["*"] alone, or the names alone',
  ]);
  const [fault] = await told(["Oak Tree"]);
  assert.match(fault ?? "", /^node\.json: peers\[0\]: is the text "Oak Tree"; write /);
});

test("a breath that should follow the field, and hears only its own inhales, is warned of", async (t) => {
  const warned = async (listening: string) => {
    const devices = [{ name: "rec", kind: "recording", file: "a.csv", listening }];
    const breath = { rhythm: { kind: "entrained" } };
    const { warnings } = await load(await card(t, { "electrodes.json": { devices }, "breath.json": breath }));
    return warnings.map(printProblem).filter((line) => line.includes("entrained"));
  };
  assert.match(
    (await warned("inhale"))[0] ?? "",
    /^breath\.json: rhythm\.kind: is "entrained", and no device is listened to/,
  );
  assert.deepEqual(await warned("continuous"), []);
});
