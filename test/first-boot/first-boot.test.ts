import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { CardFiles } from "../../src/commands/run/card-files.js";
import { firstBoot } from "../../src/first-boot/first-boot.js";
import { replaceFile } from "../../src/ports/atomic-file.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { placeFile } from "../../src/ports/os/place-file.js";
import { start } from "../commands/andas.js";
import { AS_FAT, KEPT, LOST, torn } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { CHECKOUT } from "../scripts/checkout.js";

const SERIAL = "10000000d34db33f\0";
const KEYFILE = "etc/NetworkManager/system-connections/andas-wifi.nmconnection";
const ACCESS_POINT = "etc/NetworkManager/system-connections/andas-visit.nmconnection";
const BOOT = {
  ...{ timezone: "Europe/Stockholm", hostname: "old-spruce" },
  wifi: { ssid: "grove", password: "häng in där", country: "SE" },
  ssh: { authorized_keys: ["ssh-ed25519 AAAAC3Nz me@laptop"] },
};

const NODE = {
  ...{ site: "north", node: "oak" },
  broker: { url: "mqtts://broker.example.org", credentials: "mqtt.json", cert: "oak.crt", key: "oak.key" },
};
const KEY = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\nAgEGCCqGSM49AwEHBG0w\n-----END PRIVATE KEY-----\n";

/** A system laid out as files, with a card in it. */
async function aSystem(t: TestContext, card: Record<string, unknown>, serial = SERIAL) {
  const root = await mkdtemp(join(tmpdir(), "andas-root-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  const boot = join(root, "boot");
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await put("proc/device-tree/serial-number", serial);
  await mkdir(boot);
  for (const [name, content] of Object.entries(card))
    await put(join("boot", name), typeof content === "string" ? content : JSON.stringify(content));
  const read = (path: string) => readFile(join(root, path), "utf8").catch(() => undefined);
  const parts = {
    files: new OsFiles(),
    card: boot,
    root,
    state: join(root, "var/lib/andas-first-boot"),
    place: placeFile,
  };
  return { root, boot, read, parts };
}

test("a board without a word of its own is called by its serial number, and joins no network", async (t) => {
  const { read, parts } = await aSystem(t, {});
  assert.equal(await firstBoot(parts), true);
  assert.deepEqual(JSON.parse((await read("boot/node.json")) ?? ""), { site: "grove", node: "node-d34db33f" });
  assert.equal(await read("etc/hostname"), "andas-d34db33f\n");
  assert.equal(await read(KEYFILE), undefined);
  assert.match(
    (await read("boot/BOOT.txt")) ?? "",
    /This board is node-d34db33f of the site grove\.\r\n.*\r\nIt joins no Wi-Fi/,
  );
});

test("the card's network, time zone, name and keys reach the system; the password leaves the card", async (t) => {
  const { root, read, parts } = await aSystem(t, {
    "boot.json": BOOT,
    "node.json": { site: "north", node: "oak", language: "sv" },
  });
  assert.equal(await firstBoot(parts), true);
  const keyfile = (await read(KEYFILE)) ?? "";
  assert.match(keyfile, /ssid=103;114;111;118;101;\n/);
  assert.match(keyfile, /psk=häng in där\n/);
  assert.equal((await stat(join(root, KEYFILE))).mode & 0o777, 0o600);
  assert.equal((await stat(join(root, "etc/hostname"))).mode & 0o777, 0o644);
  assert.equal(await readlink(join(root, "etc/localtime")), "/usr/share/zoneinfo/Europe/Stockholm");
  assert.equal(await read("etc/ssh/authorized_keys.d/andas-admin"), "ssh-ed25519 AAAAC3Nz me@laptop\n");
  const card = (await read("boot/boot.json")) ?? "";
  assert.deepEqual(JSON.parse(card), { ...BOOT, wifi: { ...BOOT.wifi, password: "*".repeat(13) } });
  const told = (await read("boot/BOOT.txt")) ?? "";
  assert.match(told, /Datorn är oak på platsen north/);
  assert.ok(!told.includes("häng"));
});

test("a board that is told once more keeps the password that it has, and takes a new one", async (t) => {
  const { read, parts, boot } = await aSystem(t, { "boot.json": BOOT });
  await firstBoot(parts);
  await firstBoot(parts);
  assert.match((await read(KEYFILE)) ?? "", /psk=häng in där\n/);
  await writeFile(
    join(boot, "boot.json"),
    JSON.stringify({ ...BOOT, wifi: { ...BOOT.wifi, password: "another one" } }),
  );
  await firstBoot(parts);
  assert.match((await read(KEYFILE)) ?? "", /psk=another one\n/);
  assert.ok(!((await read("boot/boot.json")) ?? "").includes("another one"));
});

test("the password of a visit makes an access point that never comes up by itself, and leaves the card beside the Wi-Fi's", async (t) => {
  const boot = { ...BOOT, visit: { password: "släpp in mig" } };
  const {
    root,
    boot: folder,
    read,
    parts,
  } = await aSystem(t, { "boot.json": boot, "node.json": { ...NODE, node: "oak" } });
  await firstBoot(parts);
  const point = (await read(ACCESS_POINT)) ?? "";
  assert.match(point, /autoconnect=false\n[\s\S]*mode=ap\n[\s\S]*psk=släpp in mig\n[\s\S]*method=shared\n/);
  assert.ok(point.includes(`ssid=${[...Buffer.from("andas-oak")].join(";")};\n`));
  assert.equal((await stat(join(root, ACCESS_POINT))).mode & 0o777, 0o600);
  const card = (await read("boot/boot.json")) ?? "";
  assert.ok(!/släpp|häng/.test(card), card);
  assert.match((await read("boot/BOOT.txt")) ?? "", /A visit opens the Wi-Fi andas-oak/);

  // One of both is new: the other stays as the system has it.
  await writeFile(join(folder, "boot.json"), card.replace(/("visit":\{"password":")\*+/, "$1another one"));
  assert.equal(await firstBoot(parts), true);
  assert.match((await read(ACCESS_POINT)) ?? "", /psk=another one\n/);
  assert.match((await read(KEYFILE)) ?? "", /psk=häng in där\n/);
  assert.ok(!((await read("boot/boot.json")) ?? "").includes("another"));
  await writeFile(join(folder, "boot.json"), "{}");
  await firstBoot(parts);
  assert.equal(await read(ACCESS_POINT), undefined);
});

test("a network and keys that are gone from the card are gone from the board at the next boot", async (t) => {
  const { read, parts, boot } = await aSystem(t, { "boot.json": BOOT });
  await firstBoot(parts);
  await writeFile(join(boot, "boot.json"), "{}");
  await firstBoot(parts);
  assert.deepEqual([await read(KEYFILE), await read("etc/ssh/authorized_keys.d/andas-admin")], [undefined, undefined]);
});

test("what the broker asks for leaves the card too, and the node reads it where only the service can", async (t) => {
  const login = { username: "oak", password: "acorns" };
  const { root, boot, read, parts } = await aSystem(t, { "node.json": NODE, "mqtt.json": login, "oak.key": KEY });
  await firstBoot(parts);
  assert.deepEqual(JSON.parse((await read("boot/mqtt.json")) ?? ""), { ...login, password: "******" });
  assert.match((await read("boot/oak.key")) ?? "", /^-----BEGIN PRIVATE KEY-----\n\*{20}\n\*{20}\n-----END PRIVATE/);
  assert.equal((await stat(join(root, "etc/credstore/andas.mqtt.json"))).mode & 0o777, 0o600);
  assert.match((await read("boot/BOOT.txt")) ?? "", /in mqtt\.json was moved.*\r\n.*in oak\.key was moved/);

  const card = new CardFiles(join(root, "etc/credstore"));
  assert.deepEqual(JSON.parse((await card.read(join(boot, "mqtt.json"))) ?? ""), login);
  assert.equal(await card.read(join(boot, "oak.key")), KEY);
  await writeFile(join(boot, "mqtt.json"), JSON.stringify({ ...login, password: "beechnuts" }));
  assert.match((await card.read(join(boot, "mqtt.json"))) ?? "", /beechnuts/, "until a boot moves it");
  await firstBoot(parts);
  assert.match((await card.read(join(boot, "mqtt.json"))) ?? "", /beechnuts/, "and after it did");
  assert.match((await new CardFiles(undefined).read(join(boot, "mqtt.json"))) ?? "", /\*{9}/);
});

test("the unit starts it for a card that somebody changed, and lets it be for one that only the node wrote to", async (t) => {
  const { root, boot, parts } = await aSystem(t, { "boot.json": BOOT, "node.json": NODE, "examples/a.json": {} });
  const unit = await readFile(join(CHECKOUT, "systemd/andas-first-boot.service"), "utf8");
  const condition = (/^ExecCondition=\/bin\/sh -c '(.*)'$/m.exec(unit)?.[1] ?? "")
    .replace("/boot/firmware/andas", boot)
    .replace("/var/lib", `${root}/var/lib`);
  const starts = () => spawnSync("/bin/sh", ["-c", condition]).status === 0;
  assert.equal(starts(), true, "never done");
  await firstBoot(parts);
  assert.equal(starts(), false);
  await writeFile(join(boot, "ERRORS.txt"), "the node's");
  assert.equal(starts(), false);
  await writeFile(join(boot, "breath.json"), "{}");
  assert.equal(starts(), true);
  await rm(boot, { recursive: true });
  assert.equal(starts(), false, "no card");
});

test("what the system refuses stands in BOOT.txt, and the next boot goes on", async (t) => {
  const { read, parts } = await aSystem(t, { "boot.json": BOOT });
  const place = () => Promise.reject(new Error("EROFS: read-only file system"));
  await assert.rejects(firstBoot({ ...parts, place }), /EROFS/);
  assert.match((await read("boot/BOOT.txt")) ?? "", /Something went wrong: EROFS: read-only file system\. /);
  assert.equal(await firstBoot(parts), true);
  assert.match((await read(KEYFILE)) ?? "", /psk=häng in där\n/);
});

for (const [what, written, says] of [
  [
    "a country in small letters",
    { wifi: { ssid: "g", password: "secret-word", country: "se" } },
    /wifi\.country: is two capital letters/,
  ],
  [
    "a short password",
    { wifi: { ssid: "g", password: "short", country: "SE" } },
    /wifi\.password: has 8 to 63 characters/,
  ],
  ["a short password for visits", { visit: { password: "short" } }, /visit\.password: has 8 to 63 characters/],
  ["no JSON", "{ wifi", /line 1, column 3: is not JSON/],
  [
    "a private key",
    { ssh: { authorized_keys: ["-----BEGIN OPENSSH PRIVATE KEY-----"] } },
    /ssh\.authorized_keys\[0\]: is a line of an OpenSSH public key/,
  ],
] as const)
  test(`a card with ${what} is told of in BOOT.txt without quoting it, and nothing of it is taken`, async (t) => {
    const { read, parts } = await aSystem(t, { "boot.json": written });
    assert.equal(await firstBoot(parts), false);
    const told = (await read("boot/BOOT.txt")) ?? "";
    assert.match(told, says);
    assert.ok(!/secret-word|short\b/.test(told));
    assert.deepEqual([await read("etc/hostname"), await read("var/lib/andas-first-boot/done")], [undefined, undefined]);
  });

test("a node.json that is wrong stays as it is: the node says so itself; without a serial number the machine's id speaks", async (t) => {
  const { read, parts, root } = await aSystem(t, { "node.json": "{" }, "0000000000000000");
  await mkdir(join(root, "etc"), { recursive: true });
  await writeFile(join(root, "etc/machine-id"), "0123456789abcdef0123456789abcdef\n");
  await firstBoot(parts);
  assert.deepEqual([await read("boot/node.json"), await read("etc/hostname")], ["{", "andas-89abcdef\n"]);
});

test("a power cut after any step: each secret lies in the system or on the card, whole, and the next boot ends the work", async () => {
  const begin = {
    "/boot/boot.json": JSON.stringify({ ...BOOT, visit: { password: "släpp in mig" } }),
    "/boot/node.json": JSON.stringify(NODE),
    "/boot/mqtt.json": JSON.stringify({ username: "oak", password: "acorns" }),
    "/boot/oak.key": KEY,
    "/proc/device-tree/serial-number": SERIAL,
    "/etc/passwd": "",
  };
  const partsOn = (files: CrashFiles) => ({
    ...{ files, card: "/boot", root: "/", state: "/var/lib/andas-first-boot" },
    place: async (path: string, text: string) => {
      await files.makeFolder(dirname(path));
      await replaceFile(files, path, text);
    },
  });
  const whole = new CrashFiles(begin);
  await firstBoot(partsOn(whole));
  for (let steps = 0; steps <= whole.steps.length; steps++)
    for (const fate of [LOST, KEPT, AS_FAT, torn(1), torn(2), torn(5)]) {
      const files = whole.crash(steps, fate);
      for (const name of ["boot.json", "node.json"]) JSON.parse((await files.read(`/boot/${name}`)) ?? "{}");
      assert.notEqual(await files.read("/boot/BOOT.txt"), "", `cut after ${steps}`);
      assert.equal(await firstBoot(partsOn(files)), true, `cut after ${steps}`);
      assert.match((await files.read(`/${KEYFILE}`)) ?? "", /psk=häng in där\n/, `cut after ${steps}`);
      assert.match((await files.read(`/${ACCESS_POINT}`)) ?? "", /psk=släpp in mig\n/, `cut after ${steps}`);
      assert.match((await files.read("/etc/credstore/andas.mqtt.json")) ?? "", /"acorns"/, `cut after ${steps}`);
      assert.equal(await files.read("/etc/credstore/andas.oak.key"), KEY, `cut after ${steps}`);
      assert.ok(JSON.parse((await files.read("/boot/boot.json")) ?? ""), `cut after ${steps}`);
      const left = await Promise.all(["boot.json", "mqtt.json", "oak.key"].map((name) => files.read(`/boot/${name}`)));
      assert.ok(!/där|släpp|mig"|acorns|MIGHAg/.test(left.join()), `cut after ${steps}`);
    }
});

test("andas first-boot does it from the command line", async (t) => {
  const { root, boot, read } = await aSystem(t, { "boot.json": BOOT });
  const { code, stderr } = await start(t, ["first-boot", "--root", root, "--boot", boot]).ended;
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match((await read("boot/BOOT.txt")) ?? "", /old-spruce/);
});
