import type { BootCard } from "./boot-card.js";

/** A file of the system, from its root, and who may read it. */
export interface SystemFile {
  readonly path: string;
  readonly text: string;
  /** Of root alone, from the moment that it is there. */
  readonly secret: boolean;
}

/** Where SSH looks for the keys of the one who may log in. */
const KEYS = "etc/ssh/authorized_keys.d/andas-admin";
const NETWORK = "etc/NetworkManager/system-connections/andas-wifi.nmconnection";
const COUNTRY = "etc/modprobe.d/andas-wifi.conf";

/** What the card makes of the system. */
export function systemFiles(card: BootCard, hostname: string): SystemFile[] {
  const files: SystemFile[] = [{ path: "etc/hostname", text: `${hostname}\n`, secret: false }];
  if (card.timezone !== undefined) files.push({ path: "etc/timezone", text: `${card.timezone}\n`, secret: false });
  if (card.wifi !== undefined) {
    const { country } = card.wifi;
    files.push({ path: NETWORK, text: keyfile(card.wifi), secret: true });
    files.push({ path: COUNTRY, text: `options cfg80211 ieee80211_regdom=${country}\n`, secret: false });
  }
  if (card.ssh !== undefined)
    files.push({ path: KEYS, text: `${card.ssh.authorized_keys.join("\n")}\n`, secret: false });
  return files;
}

/** What an earlier card made and this one does not speak of: a network that is gone from it is left, a key that is gone opens nothing. */
export function noLongerWanted({ wifi, ssh }: BootCard): string[] {
  return [...(wifi === undefined ? [NETWORK, COUNTRY] : []), ...(ssh === undefined ? [KEYS] : [])];
}

/** A connection of NetworkManager (nm-settings-keyfile(5)). The name of a network is bytes there, so that no sign of it means something. */
function keyfile({ ssid, password }: NonNullable<BootCard["wifi"]>): string {
  const bytes = [...new TextEncoder().encode(ssid)].map((byte) => `${byte};`).join("");
  const lines = [
    "[connection]",
    "id=andas-wifi",
    "type=wifi",
    "autoconnect=true",
    "",
    "[wifi]",
    "mode=infrastructure",
    `ssid=${bytes}`,
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
