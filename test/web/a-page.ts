import { spawnSync } from "node:child_process";
import type { TestContext } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { MqttWire } from "../../src/mqtt/broker/mqtt-wire.js";
import { installed } from "../../src/ports/os/package-folder.js";
import { RealClock } from "../../src/ports/os/real-clock.js";

const CHROMIUM = spawnSync("sh", ["-c", "command -v chromium"]).stdout.toString().trim();
/** Why a test in a browser cannot run here; false where it can. */
export const skip = CHROMIUM === "" && "needs Debian's Chromium: apt-get install chromium";
/** A board that does other work beside is slow to draw. */
const PATIENCE_MS = 60_000;
/** The page, as it was built. */
export const PAGE = installed("dist/web");

/** A browser's page, all that went wrong in it, and the paths of what it loaded. The browser speaks English unless said. */
export async function aPage(
  t: TestContext,
  locale = "en-GB",
): Promise<{ page: Page; faults: string[]; loaded: string[] }> {
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  t.after(() => browser.close());
  const page = await browser.newPage({ locale, timezoneId: "Europe/Stockholm" });
  page.setDefaultTimeout(PATIENCE_MS);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (line) => {
    if (/Content Security Policy/i.test(line.text())) faults.push(line.text());
  });
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  return { page, faults, loaded };
}

/** Publishes as a node would, and goes. */
export async function tell(
  port: number,
  say: (publish: (below: string, payload: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const address = { url: `mqtt://127.0.0.1:${port}`, username: "grove", password: "moss", protocol: "3.1.1" as const };
  const wire = new MqttWire(address, new RealClock("ntp"));
  await wire.connect({ clientId: "a-node", onMessage: () => undefined, onLost: () => {} });
  // As a node's own: the broker keeps its state, and hands it to a page that comes later.
  await say((below, payload) =>
    wire.publish(`andas/1/north/spruce/${below}`, payload, { qos: 1, retain: below === "$state" }),
  );
  await wire.disconnect();
}
