import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { transformSync } from "esbuild";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { encodeStamped } from "../../src/protocol/envelope.js";
import { skewInWords, standingInWords, supplyInWords, tellingIn } from "../../src/web/model/telling.js";
import { files, root } from "../house/the-house.js";
import { leaves } from "../language/every-sentence.js";
import { aGrove, NOW } from "./a-grove.js";

/** Literals with a blank or a capital that nobody reads: fonts, keys, queries of the style. */
const FOR_MACHINES = /px system-ui|^Arrow(Left|Right)$|^WebSocket$|^\(prefers-/;
/** Languages are called as their own speakers call them. */
const OWN_NAMES = "src/web/words/languages.ts";

/** What stands between quotes in the code that the browser runs; text between tags has come between quotes too. */
function literalsOf(file: string): string[] {
  const loader = file.endsWith("x") ? "tsx" : "ts";
  const { code } = transformSync(readFileSync(join(root, file), "utf8"), { loader, jsx: "automatic" });
  const said = code.replace(/^(import|export) .* from .*$/gm, "").replace(/\bclass: "[^"]*"/g, "");
  return [...said.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, text, template]) => text ?? template!,
  );
}

test("the page and andas watch have no words of their own: all that they say stands in a catalogue", () => {
  const seen = files.filter((file) => /^src\/(web|commands\/watch)\//.test(file) && file !== OWN_NAMES);
  const words = seen.flatMap((file) =>
    literalsOf(file)
      .filter((text) => /[a-z]{2}[,.:;]? [a-z]{2}|^[A-Z][a-z]+/.test(text) && !/^plain |^alert |^ring /.test(text))
      .filter((text) => !FOR_MACHINES.test(text) && text !== "banner hidden")
      .map((text) => `${file}: ${text}`),
  );
  assert.deepEqual(words, []);
  assert.ok(seen.length > 30, "files were found at all");
});

test("what the catalogue has for the page and for andas watch is said there", () => {
  const code = files
    .filter((file) => /^src\/(web|commands\/watch)/.test(file))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  const { web, watch, grove } = catalogueOf("en");
  // Words that are looked up by a state or a cause are not named one by one.
  const { address: _, why: __, ...named } = web;
  const { status: ___, ...ofGrove } = grove;
  const unsaid = leaves({ ...named, watch, grove: { ...named.grove, ...ofGrove } })
    .map(([place]) => place)
    .filter((place) => !/^signIn\.(wanted|unknown)$/.test(place))
    .filter((place) => !new RegExp(`\\b${place.split(".").at(-1)}\\b`).test(code));
  assert.deepEqual(unsaid, []);
});

test("a Swede reads when a node wakes, what its battery has and how its clock goes as a Swede writes it", () => {
  const telling = tellingIn(catalogueOf("sv"), "Europe/Stockholm");
  const { state, hear, node } = aGrove();
  state({ state: "sleeping", until: NOW + 300 });
  assert.equal(standingInWords({ name: "sleeping", until: NOW + 300 }, node(), telling), "sover till 06:05 CET");
  assert.equal(telling.day(NOW), "22 nov. 2026 06:00");
  const outbox = { depth: 3, oldest: null, dropped: 0 };
  const body = { status: "healthy", checks: [], alerts: [], alert_ack_s: null, outbox };
  hear("health", encodeStamped({ ...body, supply_v: 3.921, battery: 0.64 }, { at: NOW, quality: "ntp" }));
  assert.equal(supplyInWords(node(), telling), "3,92 V, 64 %");
  assert.deepEqual(
    [3600, -9000].map((ahead) => skewInWords(ahead, telling)),
    ["60 min före", "2,5 tim efter"],
  );
});
