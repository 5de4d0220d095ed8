import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { installPrograms } from "../../scripts/debian/tools.js";
import { CACHE, PROJECT } from "../../scripts/image/places.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { isState, observer, startMosquitto } from "../mqtt/real-brokers.js";
import { aBundle, filesOf, MAKER } from "../release/a-bundle.js";
import type { GuestShell } from "../rig/machine/guest-shell.js";
import { aWeek } from "./a-week.js";
import { Board, HOST, type Start } from "./board.js";
import { FlashedCard } from "./flashed-card.js";
import { installSecond } from "./second-slot.js";

const { values } = parseArgs({
  options: {
    /** An image that is there already; without it one is built. */
    image: { type: "string" },
    /** How much longer than on a quiet machine everything may take. */
    patience: { type: "string", default: "1" },
  },
});
/** Emulated: a minute's start takes three. */
const PATIENCE_S = 600 * Number(values.patience);
const SECRET = "a long secret one";
const MAKER_PEM = String(MAKER.key.export({ type: "spki", format: "pem" }));

test("a card is flashed, edited, and put into a board", async (t) => {
  const begun = performance.now();
  const say = (what: string) => console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s: ${what}`);
  installPrograms("test:image", {
    "qemu-system-aarch64": "qemu-system-arm",
    mosquitto: "mosquitto",
    mcopy: "mtools",
  });
  const image = values.image ?? build();
  say(`the image is ${image}`);
  const folder = join(CACHE, "test");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const broker = await startMosquitto();
  t.after(broker.stop);
  const { heard, close } = await observer(broker.url);
  t.after(() => close());

  const card = FlashedCard.flash(image, folder);
  assert.ok(card.list().includes("READ ME FIRST.txt"));
  card.write("node.json", { site: "north", broker: { url: `mqtt://${HOST}:${broker.port}` } });
  card.write("boot.json", {
    ...{ hostname: "old-spruce", timezone: "Europe/Stockholm" },
    wifi: { ssid: "grove", password: SECRET, country: "SE" },
  });
  card.write("electrodes.json", { devices: [{ name: "grove", kind: "grove" }] });
  card.write("breath.json", { phases: { inhale_s: 30, hold_s: 2, exhale_s: 20, pause_s: 40 } });

  /** Waits for something of what is told from here on. */
  const hears = async (what: string, is: (message: (typeof heard)[number]) => boolean, from = heard.length) => {
    for (let i = 0; i < PATIENCE_S * 10; i++) {
      const found = heard.slice(from).find(is);
      if (found !== undefined) return found;
      await sleep(100);
    }
    throw new Error(`${what} was not heard within ${PATIENCE_S} s`);
  };
  const state = (name: string, from?: number) => hears(`$state ${name}`, (message) => isState(message, name), from);
  const random = new SeededRandom("plugs");
  let board = await powered(t, card, folder);

  await t.test("the first boot ends, the node inhales and is ready, heard from outside", async () => {
    await hears("an inhale", ({ topic, payload }) => topic.endsWith("/breath") && /"inhale"/.test(payload), 0);
    say("it inhales");
    const { topic } = await state("ready", 0);
    assert.match(topic, /^andas\/1\/north\/node-[0-9a-f]{8}\/\$state$/);
    say(`it is ready: ${topic}`);
  });

  await t.test("it goes to sleep, and says until when", async () => {
    const { payload } = await state("sleeping", 0);
    assert.match(payload, /"until":"20\d\d-/);
    say(`it sleeps: ${payload}`);
  });

  await t.test(
    "the plug is pulled: the card tells what was done, without the password, and the state is whole",
    async () => {
      await board.cut();
      const told = card.read("BOOT.txt") ?? "";
      console.log(told);
      assert.match(told, /old-spruce/);
      assert.ok(!`${told}${card.read("boot.json")}`.includes(SECRET));
      assert.match(card.read("boot.json") ?? "", /"\*+"/);
      assert.ok(card.list().includes("EFFECTIVE.json"));
    },
  );

  await t.test("with a wrong card it says so on the card, and goes on by what it knew", async () => {
    card.write("breath.json", { phases: { inhale_s: "long" } });
    const from = heard.length;
    board = await powered(t, card, folder);
    await state("ready", from);
    const hands = await board.hands(PATIENCE_S);
    console.log(await hands.run("systemctl --no-pager --failed; df -h /state; cat /proc/cmdline"));
    await hands.run("sync");
    assert.match(card.read("ERRORS.txt") ?? "", /breath\.json: phases\.inhale_s/);
    say("ERRORS.txt is on the card, and it is ready");
  });

  await t.test("a process that hangs is taken by the watchdog, and lives again", async () => {
    const hands = await board.hands(PATIENCE_S);
    // In the field 15 minutes; here nobody waits so long.
    await hands.run("mkdir -p /run/systemd/system/andas.service.d");
    await hands.run("printf '[Service]\\nWatchdogSec=90s\\n' > /run/systemd/system/andas.service.d/soon.conf");
    const from = heard.length;
    await hands.run("systemctl daemon-reload && systemctl restart andas");
    await state("ready", from);
    const before = await hands.run("systemctl show -P MainPID andas");
    await hands.run(`kill -STOP ${before.trim()}`);
    const later = heard.length;
    await state("ready", later);
    assert.notEqual(await hands.run("systemctl show -P MainPID andas"), before);
    assert.match(await hands.run("journalctl -u andas --no-pager | grep -i watchdog"), /watchdog/i);
    say("the watchdog took it, and it is ready again");
  });

  await t.test("a year wears the card by 2 GB at most, by what the kernel writes in a simulated week", async () => {
    const hands = await board.hands(PATIENCE_S);
    await hands.run("systemctl stop andas");
    const { days, bytes } = await aWeek(hands, `mqtt://${HOST}:${broker.port}`);
    const year = (bytes * 365) / days;
    say(`${(bytes / 1e6).toFixed(1)} MB were written in ${days.toFixed(1)} days: ${(year / 1e9).toFixed(2)} GB a year`);
    assert.ok(bytes > 0 && year < 2e9);
    await hands.run("systemctl start --no-block andas");
  });

  await t.test("the plug is pulled five times, whenever: it starts each time, and the state is whole", async () => {
    for (let time = 1; time <= 5; time++) {
      await board.cut();
      const from = heard.length;
      board = await powered(t, card, folder);
      await state("ready", from);
      await sleep(random.next() * 60_000);
      say(`cut ${time}`);
    }
    await board.cut();
    let from = heard.length;
    board = await powered(t, card, folder);
    await state("ready", from);
    const hands = await board.hands(PATIENCE_S);
    await hands.run("systemctl stop andas");
    console.log(await hands.run("andas fsck --check --state /var/lib/andas"));
    from = heard.length;
    await hands.run("systemctl start --no-block andas");
    await state("ready", from);
    say("after five cuts the state is whole");
  });

  await t.test("a release that does not even start is given up, and the one before it lives on", async () => {
    const hands = await board.hands(PATIENCE_S);
    const files = { ...filesOf("9.0.0"), "dist/andas/andas.js": "process.exit(1);\n" };
    const bundle = await aBundle({ version: "9.0.0", files });
    await putFile(hands, "/var/tmp/broken.andas", bundle);
    await hands.run("mkdir -p /run/keys");
    await putFile(hands, "/run/keys/maker.pem", MAKER_PEM);
    console.log(await hands.run("runuser -u andas -- andas update /var/tmp/broken.andas --keys /run/keys"));
    const from = heard.length;
    await hands.run("systemctl restart --no-block andas");
    // Four starts of it, half a minute apart; then that of the image.
    await until("it is sent back", () => hands.run("readlink /var/lib/andas-releases/failed || true"), /9\.0\.0/);
    await state("ready", from);
    say("the broken release is sent back, and the one of before is ready");
  });

  await t.test("another system in the second slot is tried, breathes well, and stays", async () => {
    await board.cut();
    await installSecond(card.path, image);
    say("the second slot is written");
    let from = heard.length;
    board = await powered(t, card, folder, { tryboot: true });
    await state("ready", from);
    const hands = await board.hands(PATIENCE_S);
    assert.match(await hands.run("andas system"), /slot b runs, on trial; the next start takes slot a/);
    await until("it stays", () => hands.run("andas system"), /the next start takes slot b/);
    say("the second system stays");
    await board.cut();
    from = heard.length;
    board = await powered(t, card, folder);
    await state("ready", from);
    assert.match(await (await board.hands(PATIENCE_S)).run("andas system"), /slot b runs, the next start takes slot b/);
    say("and starts by itself");
  });

  await t.test("with an alarm that was read back it switches the board off, and the next start goes on", async () => {
    await board.cut();
    card.write("breath.json", {
      phases: { inhale_s: 30, hold_s: 2, exhale_s: 20, pause_s: 900 },
      rest: { ...{ depth: "off", alarm: "rtc", min_awake_s: 0 }, ...{ idle_w: 2, off_w: 0, boot_j: 10, boot_s: 60 } },
    });
    const from = heard.length;
    board = await powered(t, card, folder);
    await state("ready", from);
    await state("sleeping", from);
    await board.said(/reboot: Power down/, PATIENCE_S);
    assert.equal(await board.ended(), 0, "it went off by itself");
    say("it is off");
    const later = heard.length;
    board = await powered(t, card, folder);
    await state("ready", later);
    say("and goes on");
  });

  await t.test("the same card, put into a Pi 3B, is heard from there", async () => {
    await board.cut();
    card.write("breath.json", { phases: { inhale_s: 30, hold_s: 2, exhale_s: 20, pause_s: 40 } });
    const from = heard.length;
    board = await powered(t, card, folder, { machine: "raspi3b" });
    await state("ready", from);
    await board.said(/mmcblk0p1/, PATIENCE_S);
    say("it lives in a Pi 3B");
  });
  await board.cut();
});

/** Asks again and again. */
async function until(what: string, ask: () => Promise<string>, says: RegExp): Promise<void> {
  let said = "";
  for (let i = 0; i < PATIENCE_S / 5; i++) {
    said = await ask();
    if (says.test(said)) return;
    await sleep(5000);
  }
  throw new Error(`${what}: not within ${PATIENCE_S} s; at last: ${said}`);
}

/** Through the shell, in lines that its wire takes. */
async function putFile(hands: GuestShell, path: string, content: string | Buffer): Promise<void> {
  const lines = (
    Buffer.from(content)
      .toString("base64")
      .match(/.{1,70}/g) ?? []
  ).join("\n");
  await hands.run(`base64 -d > ${path} <<'END_OF_FILE'\n${lines}\nEND_OF_FILE\nchmod 644 ${path}`);
}

async function powered(t: TestContext, card: FlashedCard, folder: string, start: Start = {}): Promise<Board> {
  const board = await Board.start(card, folder, start);
  t.after(() => board.cut());
  return board;
}

/** @returns the image that scripts/build-image made */
function build(): string {
  const { status } = spawnSync(join(PROJECT, "scripts/build-image"), ["--no-xz"], { stdio: "inherit" });
  assert.equal(status, 0, "scripts/build-image failed");
  const { version } = JSON.parse(spawnSync("cat", [join(PROJECT, "package.json")], { encoding: "utf8" }).stdout);
  const image = join(CACHE, `andas-${version}.img`);
  assert.ok(existsSync(image));
  return image;
}
