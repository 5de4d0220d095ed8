import type { BootCard } from "./boot-card.js";

/** A file of the system, from its root, and who may read it. */
export interface SystemFile {
  readonly path: string;
  readonly text: string;
  /** Of root alone, from the moment that it is there. */
  readonly secret: boolean;
  /** What the card must still say for it to be written: where stars stand for it, the system has it already. */
  readonly password?: string | undefined;
}

/** Where SSH looks for the keys of the one who may log in. */
const KEYS = "etc/ssh/authorized_keys.d/andas-admin";
const NETWORK = "etc/NetworkManager/system-connections/andas-wifi.nmconnection";
const ACCESS_POINT = "etc/NetworkManager/system-connections/andas-visit.nmconnection";
const COUNTRY = "etc/modprobe.d/andas-wifi.conf";

/** What the card makes of the system; `node` is the access point's name. */
export function systemFiles(card: BootCard, hostname: string, node: string): SystemFile[] {
  const files: SystemFile[] = [{ path: "etc/hostname", text: `${hostname}\n`, secret: false }];
  if (card.timezone !== undefined) files.push({ path: "etc/timezone", text: `${card.timezone}\n`, secret: false });
  if (card.wifi !== undefined) {
    const { country, password } = card.wifi;
    files.push({ path: NETWORK, text: keyfile(card.wifi), secret: true, password });
    files.push({ path: COUNTRY, text: `options cfg80211 ieee80211_regdom=${country}\n`, secret: false });
  }
  if (card.visit !== undefined) {
    const { password } = card.visit;
    files.push({ path: ACCESS_POINT, text: accessPoint(`andas-${node}`, password), secret: true, password });
  }
  if (card.ssh !== undefined)
    files.push({ path: KEYS, text: `${card.ssh.authorized_keys.join("\n")}\n`, secret: false });
  return files;
}

/** What an earlier card made and this one does not speak of: a network that is gone from it is left, a key that is gone opens nothing. */
export function noLongerWanted({ wifi, visit, ssh }: BootCard): string[] {
  return [
    ...(wifi === undefined ? [NETWORK, COUNTRY] : []),
    ...(visit === undefined ? [ACCESS_POINT] : []),
    ...(ssh === undefined ? [KEYS] : []),
  ];
}

/**
 * A connection of NetworkManager (nm-settings-keyfile(5)) that never comes up by itself: whatever a visit broke off with, after it the
 * network is as it was. `shared` gives addresses to those who come (dnsmasq).
 */
function accessPoint(ssid: string, password: string): string {
  const lines = [
    ...["[connection]", "id=andas-visit", "type=wifi", "autoconnect=false", ""],
    ...["[wifi]", "mode=ap", "band=bg", `ssid=${bytesOf(ssid)}`, ""],
    // WPA2 alone, without protected management frames: with them nobody gets into an access point of a Pi's radio (raspberrypi/linux#3619).
    ...["[wifi-security]", "key-mgmt=wpa-psk", "proto=rsn", "pairwise=ccmp", "group=ccmp", "pmf=1"],
    ...[`psk=${escaped(password)}`, ""],
    ...["[ipv4]", "method=shared", "address1=10.42.0.1/24", "", "[ipv6]", "method=disabled"],
  ];
  return `${lines.join("\n")}\n`;
}

/** A network's name has room for 32 bytes. There they are written as numbers, so that no sign of it means something. */
function bytesOf(ssid: string): string {
  return [...new TextEncoder().encode(ssid).subarray(0, 32)].map((byte) => `${byte};`).join("");
}

/** A connection of NetworkManager. */
function keyfile({ ssid, password }: NonNullable<BootCard["wifi"]>): string {
  const lines = [
    "[connection]",
    "id=andas-wifi",
    "type=wifi",
    "autoconnect=true",
    "",
    "[wifi]",
    "mode=infrastructure",
    `ssid=${bytesOf(ssid)}`,
  ];
  if (password !== undefined && password !== "")
    lines.push("", "[wifi-security]", "key-mgmt=wpa-psk", `psk=${escaped(password)}`);
  lines.push("", "[ipv4]", "method=auto", "", "[ipv6]", "method=auto");
  return `${lines.join("\n")}\n`;
}

/** As GLib writes texts into keyfiles. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replace(/^ /, "\\s").replaceAll("\t", "\\t");
}
