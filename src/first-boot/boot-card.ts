import { z } from "zod";
import { isBlank } from "../config/written/blank-secret.js";
import { parseJsonText } from "../config/written/json-text.js";
import { type Problem, printPath } from "../config/written/problem.js";
import { AndasError } from "../domain/errors.js";

/** Where the card says what the board is to be, beside the node's own files. */
export const BOOT_FILE = "boot.json";

/** Stars stand for one that was moved off the card: a sign that takes several bytes left several. */
const passphrase = z
  .string()
  .refine((text) => (text.length >= 8 && text.length <= 63) || isBlank(text), "has 8 to 63 characters");

const wifi = z
  .strictObject({
    ssid: z.string().min(1).max(32).describe("Name of the network."),
    password: z
      .union([z.literal(""), passphrase], { error: "has 8 to 63 characters" })
      .optional()
      .describe("WPA2 or WPA3 passphrase; without it the network is open. It is moved off the card at the first boot."),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'is two capital letters, such as "SE"')
      .describe("Two letters (ISO 3166): which channels are lawful there."),
  })
  .describe("A network to join. Without it: a cable, or none at all.");

const openssh = z
  .string()
  .max(2000)
  .regex(
    /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp\d{3}|sk-\S+) [A-Za-z0-9+/=]+( [^\n\r]*)?$/,
    "is a line of an OpenSSH public key",
  );

export const bootSchema = z
  .strictObject({
    $schema: z.string().optional(),
    hostname: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "is small letters, digits and hyphens")
      .optional()
      .describe("Name of the board in the network; otherwise `andas-` and the end of its serial number."),
    timezone: z
      .string()
      .regex(/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+){0,2}$/, 'is a name such as "Europe/Stockholm"')
      .optional()
      .describe("For who logs in; the node itself lives in UTC."),
    wifi: wifi.optional(),
    visit: z
      .strictObject({
        password: passphrase.describe(
          "WPA2 passphrase of the access point. It is moved off the card at the first boot.",
        ),
      })
      .optional()
      .describe(
        "The access point that a button opens (`long_press: visit` in electrodes.json). Without it a visit is a harvest alone.",
      ),
    ssh: z
      .strictObject({ authorized_keys: z.array(openssh).min(1).max(20) })
      .optional()
      .describe("Who may log in, as user `andas-admin`. Without it nobody may."),
  })
  .meta({
    title: "andas: boot.json",
    description: "What the board is told at its first boot. All of it may be left out.",
    examples: [{ timezone: "Europe/Stockholm", wifi: { ssid: "grove", password: "a long one", country: "SE" } }],
  });

export type BootCard = z.output<typeof bootSchema>;

/** What is wrong with the file; none of it quotes what was written, for a password may stand in it. */
export function bootProblems(text: string): Problem[] {
  return look(text).problems;
}

/** @throws AndasError `config`: every fault */
export function readBootCard(text: string): BootCard {
  const { card, problems } = look(text);
  if (card !== undefined) return card;
  const faults = problems.map(({ path, message }) => `${path}: ${message}`);
  throw new AndasError("config", `${BOOT_FILE}: ${faults.join("; ")}`);
}

/** JSON Schema (draft-07) of the file, for editors. */
export function bootJsonSchema(): object {
  return z.toJSONSchema(bootSchema, { io: "input", target: "draft-7" });
}

function look(text: string): { card?: BootCard; problems: Problem[] } {
  const read = parseJsonText(text);
  if (read.fault !== undefined) {
    const path = `line ${read.fault.line}, column ${read.fault.column}`;
    return { problems: [{ file: BOOT_FILE, path, message: "is not JSON" }] };
  }
  const parsed = bootSchema.safeParse(read.value);
  if (parsed.success) return { card: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap((issue): Problem[] => {
    const at = (path: readonly PropertyKey[], message: string) => ({ file: BOOT_FILE, path: printPath(path), message });
    if (issue.code !== "unrecognized_keys") return [at(issue.path, issue.message)];
    return issue.keys.map((key) => at([...issue.path, key], "is not known here; leave it out"));
  });
  return { problems };
}
