import { chromium } from "playwright-core";

/** Debian's, without the look-ups that it makes of itself. */
const CHROMIUM = "/usr/bin/chromium";

export function openBrowser(...more) {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-background-networking", ...more],
  });
}
