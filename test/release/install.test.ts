import assert from "node:assert/strict";
import { test } from "node:test";
import { aBoard, RUNNING, SHELF } from "./a-board.js";
import { aBundle, archiveOf, type BundleGiven, filesOf, MAKER, STRANGER } from "./a-bundle.js";

test("a release lies beside the one that runs, whole, and is tried from the next start on", async () => {
  const { install, shelf, files } = aBoard();
  assert.equal((await install()).version, "0.3.0");
  assert.deepEqual([await shelf.version("trial"), await shelf.version("current")], ["0.3.0", undefined]);
  for (const [path, text] of Object.entries(filesOf("0.3.0")))
    assert.equal(await files.read(`${SHELF}/releases/0.3.0/${path}`), text);
  assert.equal(await files.read(`${SHELF}/releases/0.3.0/starts`), "");
});

/** What is refused, and what is said of it. */
const REFUSED: readonly [string, BundleGiven | (() => Promise<Buffer>), RegExp][] = [
  [
    "one that nobody signed whom we know",
    { signer: STRANGER },
    /signed with key \w{16}, and trusted are \w{16}: take the bundle/,
  ],
  [
    "one that somebody signed in another's name",
    { signer: STRANGER, as: MAKER },
    /signature does not fit the bundle: .* get it anew/,
  ],
  ["one for another board", { manifest: { platform: "linux-x64" } }, /for linux-x64, this board is linux-arm64: get/],
  [
    "one that needs a newer Node.js",
    { manifest: { node: "22.1" } },
    /needs Node.js 22.1, here is 20.20.2: write a new image/,
  ],
  [
    "one that knows our state no more",
    { manifest: { state: { oldest: 6, newest: 9 } } },
    /from version 6 on, here is version 5: install a release in between/,
  ],
  [
    "one of a form to come",
    { manifest: { format: 2 } },
    /of form 2, this andas reads form 1: install a release in between/,
  ],
  ["an older one", { version: "0.1.9" }, /0\.1\.9 is older than 0\.2\.0.*--force/],
  ["the same once more", { version: "0.2.0" }, /0\.2\.0 is installed already: nothing is to be done/],
  ["one that climbs out of its folder", { files: { ...filesOf("0.3.0"), "../../etc/passwd": "me" } }, /makes no sense/],
  ["one with an absolute path", { files: { ...filesOf("0.3.0"), "/etc/passwd": "me" } }, /makes no sense/],
  ["one without a program", { files: { "package.json": "{}" } }, /makes no sense/],
  [
    "a file that was slipped in",
    { entries: (all) => [...all, ["../evil", "me"]] },
    /holds "\.\.\/evil", which is not as it was signed/,
  ],
  [
    "a link in place of a file",
    { entries: (all) => all.map(([path, text]) => [path, path.endsWith("part.js") ? "-> /etc/passwd" : text]) },
    /part\.js", which is not as it was signed/,
  ],
  [
    "a file that was changed",
    {
      entries: (all) => all.map(([path, text]) => [path, path.endsWith("part.js") ? text.replace("0.3", "6.6") : text]),
    },
    /part\.js" in the bundle is not as it was signed/,
  ],
  ["a file that is missing", { entries: (all) => all.slice(0, -1) }, /damaged or cut short: get it anew/],
  ["an archive of something else", () => archiveOf([["readme.txt", "hello"]]), /is no bundle of andas.*release\.json/],
  ["an empty file", async () => Buffer.alloc(0), /no bundle of andas|cut short/],
  ["no archive at all", async () => Buffer.from("<html>404</html>".repeat(100)), /damaged or cut short|no bundle/],
];

for (const [what, given, says] of REFUSED)
  test(`${what} is refused in one line, and nothing is left of it`, async () => {
    const { install, shelf, lies } = aBoard();
    const bundle = typeof given === "function" ? await given() : await aBundle(given);
    await assert.rejects(install(bundle), (error: Error) => {
      assert.match(error.message, says);
      assert.ok(!error.message.includes("\n"));
      return true;
    });
    assert.deepEqual([await shelf.version("trial"), lies()], [undefined, []]);
  });

test("cut short anywhere, a bundle is refused and nothing is left of it", async () => {
  const bundle = await aBundle();
  for (let length = 0; length < bundle.length; length += 37) {
    const { install, lies } = aBoard();
    await assert.rejects(install(bundle.subarray(0, length)), { code: "release" }, `${length} bytes`);
    assert.deepEqual(lies(), [], `${length} bytes`);
  }
});

test("where nobody is trusted, nothing is installed, and it says where the key goes", async () => {
  await assert.rejects(aBoard().install({}, { trusted: [] }), /no key is trusted here: .* \/etc\/andas\/keys/);
});

test("without room it says how much is needed, and writes nothing", async () => {
  const { install, files, lies } = aBoard();
  files.capacity = 20_000_000;
  await assert.rejects(install(), /0\.3\.0 needs 34 MB and 20 MB are free: make room under \/shelf/);
  assert.deepEqual(lies(), []);
});

test("a card that is full in the middle after all, or read-only, keeps nothing half", async () => {
  for (const [code, says] of [
    ["ENOSPC", /card is full/],
    ["EROFS", /cannot be written \(EROFS\)/],
    ["EIO", /cannot be used \(EIO\)/],
  ] as const) {
    const { install, files, lies } = aBoard();
    files.fault = ({ do: what, path }) => (what === "write" && path.endsWith("part.js") ? code : undefined);
    await assert.rejects(install(), says);
    assert.deepEqual(lies(), []);
  }
});

test("one at a time: a release is tried before the next one comes", async () => {
  const { install } = aBoard();
  await install();
  await assert.rejects(install({ version: "0.4.0" }), /0\.3\.0 is tried at present/);
});

test("whoever came back stays away, unless he is forced; older ones likewise", async () => {
  const { install, shelf } = aBoard();
  await install();
  await shelf.giveUp();
  await assert.rejects(install(), /0\.3\.0 was tried and came back: get a newer one, or say --force/);
  await install({}, { force: true });
  await shelf.confirm();
  const running = { ...RUNNING, version: "0.3.0" };
  await assert.rejects(install({ version: "0.2.5" }, { running }), /older/);
  assert.equal((await install({ version: "0.2.5" }, { running, force: true })).version, "0.2.5");
  assert.deepEqual(
    [await shelf.version("current"), await shelf.version("trial"), await shelf.version("failed")],
    ["0.3.0", "0.2.5", undefined],
  );
});

test("releases of before and what a power cut left make room for the next one", async () => {
  const { install, shelf, files, lies } = aBoard();
  await files.makeFolder(`${SHELF}/releases/0.1.0`);
  await files.writeDurably(`${SHELF}/releases/0.1.0/half`, "there");
  await install();
  assert.deepEqual(
    lies().filter((path) => path.includes("0.1.0")),
    [],
  );
  await shelf.confirm();
  await install({ version: "0.4.0" }, { running: { ...RUNNING, version: "0.3.0" } });
  await shelf.confirm();
  await shelf.sweep();
  assert.deepEqual(await files.list(`${SHELF}/releases`), ["0.4.0"]);
});
