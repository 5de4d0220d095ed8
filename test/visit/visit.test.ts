import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { AndasError } from "../../src/domain/errors.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import type { Programs } from "../../src/ports/programs.js";
import { openDoor } from "../../src/visit/door.js";
import { forward } from "../../src/visit/forwarder.js";
import { findStick } from "../../src/visit/stick.js";
import { visit } from "../../src/visit/visit.js";
import { readWish, wishText } from "../../src/visit/wish.js";
import { andas } from "../commands/andas.js";
import { FakePrograms } from "../fakes/fake-programs.js";
import { freePort } from "../mqtt/real-brokers.js";

const SHOW = "nmcli --terse --fields NAME connection show";
const UP = "nmcli --wait 9 connection up andas-visit";
const DOWN = "nmcli --wait 5 connection down andas-visit";
const LIST = "lsblk --json --output PATH,FSTYPE,RO,MOUNTPOINTS,TRAN";
const STICK = { path: "/dev/sda", tran: "usb", fstype: null, ro: false, mountpoints: [null] };
const PART = { path: "/dev/sda1", fstype: "exfat", ro: false, mountpoints: [null] };
const CARD = { path: "/dev/mmcblk0", tran: null, children: [{ path: "/dev/mmcblk0p1", fstype: "vfat" }] };
const listed = (...blockdevices: object[]) => JSON.stringify({ blockdevices });

/** A node's folders, and a system whose programs are played; what they were asked is kept. */
async function aVisit(t: TestContext, { sticks = [CARD] as object[], known = "andas-wifi\nandas-visit\n" } = {}) {
  const root = await mkdtemp(join(tmpdir(), "andas-visit-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  const played = new FakePrograms();
  const asked: string[] = [];
  const stick = join(root, "stick");
  const mount = "systemd-mount --collect --no-ask-password --fsck=no --options=noatime,nosuid,nodev,noexec /dev/sda1";
  for (const [command, answer] of [
    ...[
      [SHOW, known],
      ["nmcli radio wifi", "disabled\n"],
      ["nmcli radio wifi on", ""],
      ["nmcli radio wifi off", ""],
    ],
    ...[
      [UP, ""],
      [DOWN, ""],
      [LIST, listed(...sticks)],
      [`${mount} ${stick}`, ""],
      [`systemd-umount ${stick}`, ""],
    ],
  ] as const)
    played.answers.set(command!, answer!);
  const programs: Programs = {
    ask: (command) => {
      asked.push(command.join(" "));
      return played.ask(command);
    },
    start: (...one) => played.start(...one),
  };
  const log: string[] = [];
  const wish = join(root, "visit.json");
  await writeFile(wish, wishText({ left: 600, contact: ["e1: good"] }));
  const port = await freePort();
  const parts = {
    ...{ files: new OsFiles(), state: join(root, "state"), site: "north", node: "oak", language: "en" },
    ...{ words: catalogueOf("en").visit, clock: new RealClock("floor"), programs, stick, wish },
    ...{ card: join(root, "card"), live: undefined, address: "127.0.0.1", port },
    exportState: async function* () {
      yield "{}\n";
    },
    log: (_: string, line: string) => void log.push(line),
  };
  const stop = new AbortController();
  const said = async (what: RegExp) => {
    while (!log.some((line) => what.test(line))) await wait(20);
  };
  return { root, parts, played, asked, log, wish, port, stop, said, stick };
}

test("a visit opens the network, tells on its page, harvests onto the card, and ends with the wish: all is as it was", async (t) => {
  const { root, parts, asked, wish, port, stop, said } = await aVisit(t);
  const over = visit(parts, stop.signal);
  await said(/harvested onto the card: 1 of 1 files, 0 left out/);
  const page = await (await fetch(`http://127.0.0.1:${port}/generate_204`)).text();
  assert.match(page, /Visit: oak of the site north/);
  assert.match(page, /ends in 10 minutes/);
  assert.match(page, /The harvest is on the card, one file/);
  assert.match(page, /<li>e1: good<\/li>/);
  assert.match(page, /There is no live page here/);
  await rm(wish);
  await over;
  assert.deepEqual((await readdir(join(root, "card/harvest"))).sort(), [
    "READ ME.txt",
    "moments",
    "signal",
    "state.json",
  ]);
  const network = asked.filter((command) => command.startsWith("nmcli"));
  assert.deepEqual(network, [SHOW, "nmcli radio wifi", "nmcli radio wifi on", UP, DOWN, "nmcli radio wifi off"]);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
});

test("a stick is mounted, harvested onto, and let go of before the page says that it may be pulled", async (t) => {
  const { parts, asked, port, stop, said, stick } = await aVisit(t, { sticks: [CARD, { ...STICK, children: [PART] }] });
  const over = visit(parts, stop.signal);
  await said(/harvested onto the stick/);
  for (let page = ""; !/you may pull it out/.test(page); await wait(20))
    page = await (await fetch(`http://127.0.0.1:${port}/`)).text();
  assert.equal(asked.at(-1), `systemd-umount ${stick}`);
  assert.equal(await readFile(join(stick, "andas-oak/state.json"), "utf8"), "{}\n");
  stop.abort();
  await over;
});

test("a stick that comes later is harvested onto too; one that cannot be mounted is told of once", async (t) => {
  const { parts, played, log, stop, said, stick } = await aVisit(t);
  const over = visit(parts, stop.signal);
  await said(/harvested onto the card/);
  played.answers.set(LIST, listed({ ...STICK, path: "/dev/sdb", fstype: "vfat" }));
  await said(/the stick \/dev\/sdb cannot be mounted/);
  played.answers.set(LIST, listed({ ...STICK, children: [PART] }));
  await said(/harvested onto the stick/);
  assert.equal(log.filter((line) => /cannot be mounted/.test(line)).length, 1);
  assert.deepEqual(await readdir(stick), ["andas-oak"]);
  stop.abort();
  await over;
});

test("without a password, or without a radio, it is a harvest alone, and the log says why", async (t) => {
  const without = await aVisit(t, { known: "andas-wifi\n" });
  const over = visit(without.parts, without.stop.signal);
  await without.said(/harvested onto the card/);
  assert.match(without.log.join("\n"), /no access point is opened: write a password .* into boot\.json/);
  assert.ok(!without.asked.includes(UP));
  without.stop.abort();
  await over;

  const deaf = await aVisit(t);
  deaf.played.answers.set(UP, new AndasError("device", "No suitable device found"));
  const deafOver = visit(deaf.parts, deaf.stop.signal);
  await deaf.said(/harvested onto the card/);
  assert.match(deaf.log.join("\n"), /no access point is opened: No suitable device found/);
  assert.deepEqual(deaf.asked.filter((one) => one === "nmcli radio wifi off").length, 1, "the radio is as it was");
  deaf.stop.abort();
  await deafOver;
});

test("a card that takes nothing does not end the visit: the page says so", async (t) => {
  const { root, parts, port, stop, said } = await aVisit(t);
  await writeFile(join(root, "card"), "no folder");
  const over = visit(parts, stop.signal);
  await said(/the harvest onto the card did not succeed/);
  assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /The harvest did not succeed: E/);
  stop.abort();
  await over;
});

test("where nobody wishes a visit, or the wish makes no sense, it is over at once", async (t) => {
  const { parts, wish, stop } = await aVisit(t);
  await writeFile(wish, "{");
  assert.equal(await readWish(parts.files, wish), undefined);
  await visit(parts, stop.signal);
  stop.abort();
  await visit(parts, stop.signal);
});

test("only a USB stick that nothing is mounted of is one", async () => {
  const programs = new FakePrograms();
  const found = (...devices: object[]) => {
    programs.answers.set(LIST, listed(...devices));
    return findStick(programs);
  };
  assert.equal(await found(CARD), undefined);
  assert.equal(await found(CARD, { ...STICK, children: [PART] }), "/dev/sda1");
  assert.equal(await found({ ...STICK, fstype: "vfat" }), "/dev/sda", "without partitions");
  assert.equal(await found({ ...STICK, children: [{ ...PART, mountpoints: ["/"] }, PART] }), undefined);
  assert.equal(await found({ ...STICK, children: [{ ...PART, ro: true }] }), undefined);
  assert.equal(await found({ ...STICK, children: [{ ...PART, fstype: "apfs" }] }), undefined);
});

test("the way to the live page leads there and back, and closes with the visit", async (t) => {
  const inside = createServer((_, response) => response.end("the page"));
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  t.after(() => inside.close());
  const at = inside.address();
  const port = typeof at === "object" && at !== null ? at.port : 0;
  const way = await forward("127.0.0.1", 0, { host: "127.0.0.1", port });
  assert.equal(await (await fetch(`http://127.0.0.1:${way.port}/`)).text(), "the page");
  await assert.rejects(forward("127.0.0.1", way.port, { host: "127.0.0.1", port }), /EADDRINUSE/);
  const left = connect(way.port, "127.0.0.1");
  left.on("error", () => {});
  const gone = new Promise((resolve) => left.on("close", resolve));
  await new Promise((resolve) => left.on("connect", resolve));
  await way.close();
  await gone;
  const nowhere = await forward("127.0.0.1", 0, { host: "127.0.0.1", port: await freePort() });
  await assert.rejects(fetch(`http://127.0.0.1:${nowhere.port}/`), "nobody is inside");
  await nowhere.close();
});

test("the page links to the live one by the name it was called, answers no other question, and quotes nothing as HTML", async () => {
  const about = { site: "north", node: "oak", language: "sv", words: catalogueOf("sv").visit };
  const signs = {
    ...{ wish: { left: 30, contact: ["<b>e1</b>"] }, onStick: false, trouble: undefined, livePort: 9001 },
    harvest: { files: 1, of: 3, leftOut: [], over: "no" as const },
  };
  const door = await openDoor({ address: "127.0.0.1", port: 0 }, about, () => signs);
  const response = await fetch(`http://localhost:${door.port}/`);
  const page = await response.text();
  assert.match(page, /<a href="http:\/\/localhost:9001\/">Nodens levande sida<\/a>/);
  assert.match(page, /Besöket slutar inom en minut/);
  assert.match(page, /1 av 3 filer/);
  assert.ok(!page.includes("<b>e1"));
  assert.match(response.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.equal((await fetch(`http://127.0.0.1:${door.port}/`, { method: "POST" })).status, 405);
  assert.equal(await (await fetch(`http://127.0.0.1:${door.port}/`, { method: "HEAD" })).text(), "");
  await door.close();
});

test("andas visit --into writes the harvest of a state into a folder, whatever its card looks like", async (t) => {
  const { root } = await aVisit(t);
  const [boot, state, into] = [join(root, "boot"), join(root, "state"), join(root, "out")];
  const files = new OsFiles();
  for (const folder of [boot, state]) await files.makeFolder(folder);
  const bad = await andas(t, "visit", "--boot", boot, "--state", state, "--into", into);
  assert.match(`${bad.code} ${bad.stderr}`, /^2 .*is wrong, and no good one is kept/);
  await writeFile(join(boot, "node.json"), '{"site": "north", "node": "oak", "language": "sv"}');
  const { code, stderr } = await andas(t, "visit", "--boot", boot, "--state", state, "--into", into);
  assert.equal(`${code} ${stderr}`, `0 andas: 1 of 1 files are in ${into}\n`);
  assert.match(await readFile(join(into, "READ ME.txt"), "utf8"), /Vad oak på platsen north har hört/);
});
