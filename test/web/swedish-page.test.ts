import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { EmbeddedBroker } from "../../src/mqtt/broker/embedded-broker.js";
import { start } from "../commands/andas.js";
import { temporary } from "../config/card-folder.js";
import { leaves } from "../language/every-sentence.js";
import { freePort } from "../mqtt/real-brokers.js";
import { aPage, PAGE, skip } from "./a-page.js";

/** All that somebody can read on the page or have read aloud. What runs in the page is text: the tests have no browser's types. */
const READABLE = `(() => {
  const said = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) said.push(walker.currentNode.textContent.trim());
  for (const element of document.querySelectorAll("*"))
    for (const name of ["aria-label", "title", "placeholder"]) said.push((element.getAttribute(name) ?? "").trim());
  return said.filter((text) => text !== "");
})()`;

/** Sentences of the page that are always the same, and differ in Swedish. */
function onlyEnglish(): ReadonlySet<string> {
  const swedish = new Set(leaves(catalogueOf("sv").web).map(([, said]) => said));
  const english = leaves(catalogueOf("en").web).map(([, said]) => said);
  return new Set(english.filter((said) => typeof said === "string" && !swedish.has(said)).map(String));
}

async function readable(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(READABLE);
}

test("a Swedish browser gets a Swedish page, in every word; another choice is taken at once, and remembered", {
  skip,
}, async (t) => {
  const [port, webSocket] = [await freePort(), await freePort()];
  const ports = ["--port", `${port}`, "--websocket-port", `${webSocket}`];
  const folder = await temporary(t);
  const node = start(t, ["run", "--page", "--plain", "--speed", "60", "--no-host", "--state", folder, ...ports]);
  await node.said(/the page is at http/);
  const { page, faults, loaded } = await aPage(t, "sv-FI");
  await page.goto(`http://127.0.0.1:${webSocket}/`);
  await page.getByRole("heading", { name: "En nod" }).waitFor();
  const grove = await readable(page);
  await page.getByRole("link", { name: /andas/ }).click();
  await page.getByRole("figure", { name: /^e1: -?\d+,\d\d mV/ }).waitFor();
  const closely = await readable(page);
  const english = onlyEnglish();
  assert.ok(english.size > 60, `${english.size} sentences`);
  assert.deepEqual(
    [...grove, ...closely].filter((said) => english.has(said)),
    [],
  );
  assert.equal(await page.locator("html").getAttribute("lang"), "sv");
  await page.getByRole("button", { name: "Tack" }).click();
  // The node itself speaks as its card says.
  await page.getByText("you are welcome").waitFor();

  await page.getByLabel("Språk").selectOption("English");
  await page.getByRole("heading", { name: "What it hears" }).waitFor();
  await page.getByRole("figure", { name: /^e1: -?\d+\.\d\d mV/ }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(loaded.filter((path) => path.includes("language-")).length, 1);
  loaded.length = 0;
  await page.reload();
  await page.getByRole("heading", { name: "What it hears" }).waitFor();
  assert.deepEqual(
    loaded.filter((path) => path.includes("language-")),
    [],
    "English comes with the page",
  );
  assert.deepEqual(faults, []);
});

test("what is wrong is said in Swedish too: a password, an address, a broker that goes, words that do not come", {
  skip,
}, async (t) => {
  const [tcp, webSocket] = [await freePort(), await freePort()];
  const broker = new EmbeddedBroker({ tcp, webSocket, username: "grove", password: "moss", page: PAGE });
  await broker.start();
  t.after(() => broker.stop());
  const { page, faults } = await aPage(t, "sv-SE");
  const at = `http://127.0.0.1:${webSocket}/`;
  await page.goto(at);
  await page.getByText("Den vill ha ett namn och ett lösenord.").waitFor();
  await page.getByLabel("Namn").fill("grove");
  await page.getByLabel("Lösenord").fill("moss");
  await page.getByRole("button", { name: "Anslut" }).click();
  await page.getByText("Ingen har hörts av än.").waitFor();
  await page.goto(`${at}?broker=ws://127.0.0.1:${tcp}/`);
  await page.getByText(`Ingen på 127.0.0.1:${tcp} talar MQTT över WebSocket`).waitFor();
  await page.goto(`${at}?broker=http://127.0.0.1/`);
  await page.getByText("En webbläsare talar bara med ws:// och wss://").waitFor();

  await page.route(/language-/, (route) => route.abort());
  await page.goto(at);
  await page.getByText("Nobody has been heard of yet.").waitFor();
  await page.getByLabel("Language").selectOption("Svenska");
  await page.getByText("That language cannot be loaded now.").waitFor();
  await broker.stop();
  await page.getByText("The broker is away").waitFor();
  assert.deepEqual(faults, []);
});
