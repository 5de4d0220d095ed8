import { isIP } from "node:net";
import { z } from "zod";
import { LANGUAGES } from "../../domain/language.js";
import { id, schemaKey } from "./common.js";
import { energySchema } from "./energy.js";

const port = z.int().min(1).max(65535);

const unnamedPort = (usual: number) =>
  `Without it ${usual}, or the next one that is free; one that is named is that one or none.`;

const place = z
  .strictObject({
    latitude: z
      .number()
      .min(-90)
      .max(90)
      .meta({ description: "Degrees north of the equator; south is negative.", examples: [59.8586] }),
    longitude: z
      .number()
      .min(-180)
      .max(180)
      .meta({ description: "Degrees east of Greenwich; west is negative.", examples: [17.6389] }),
    altitude_m: z
      .number()
      .min(-500)
      .max(9000)
      .optional()
      .meta({ description: "Metres above sea level.", examples: [35] }),
    text: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "How a person finds the node.", examples: ["under the old spruce by the brook"] }),
  })
  .meta({
    description: "Where the node stands (WGS 84). From it the node knows dawn, dusk and season.",
    examples: [{ latitude: 59.8586, longitude: 17.6389 }],
  });

/** More than one node can listen to with its own ears. */
const MOST_PEERS = 64;

const peers = z
  .array(
    z
      .string()
      .max(64)
      .regex(/^(\*|[a-z0-9-]+)$/),
  )
  .max(MOST_PEERS)
  .superRefine((list, context) => {
    for (const [i, peer] of list.entries()) {
      const first = list.indexOf(peer);
      if (first < i)
        context.addIssue({
          code: "custom",
          path: [i],
          message: `is "${peer}", as peers[${first}] is already; name each once`,
        });
    }
    if (list.includes("*") && list.length > 1)
      context.addIssue({
        code: "custom",
        message: 'holds "*", which is everybody; write ["*"] alone, or the names alone',
      });
  })
  .meta({
    description:
      "Other nodes of the same site (their `node`) that this one listens to and may ask to listen; `*` alone is all of them. They need the same broker.",
    examples: [["oak", "birch"]],
  });

function besideFile(description: string, example: string) {
  return z
    .string()
    .min(1)
    .optional()
    .meta({ description: `${description} A path; relative ones start at the card's folder.`, examples: [example] });
}

/** Where a broker is reached, without user or password. */
export const brokerUrl = z.string().superRefine(checkUrl);

const broker = z
  .strictObject({
    url: brokerUrl.meta({
      description:
        "Address of the MQTT broker: mqtt://, mqtts://, ws:// or wss://, host and port. Never with a password in it.",
      examples: ["mqtts://broker.example.org:8883"],
    }),
    username: z
      .string()
      .min(1)
      .optional()
      .meta({
        description: "User name at the broker, if the credentials' file does not give it.",
        examples: ["grove"],
      }),
    credentials: besideFile('JSON file that holds {"username": …, "password": …}; it is never echoed.', "mqtt.json"),
    ca: besideFile(
      "PEM file of the authority that signed the broker's certificate, if it is not a public one.",
      "ca.pem",
    ),
    cert: besideFile("PEM file of this node's own certificate; asks for `key` too.", "node.pem"),
    key: besideFile("PEM file of the key that belongs to `cert`; it is never echoed.", "node.key"),
    server_name: z
      .string()
      .min(1)
      .max(253)
      .exactOptional()
      .meta({
        description: "The name in the broker's certificate, if it is not the one in the url.",
        examples: ["broker.example.org"],
      }),
  })
  .superRefine((broker, context) => {
    if ((broker.cert === undefined) !== (broker.key === undefined)) {
      const [missing, given] = broker.cert === undefined ? ["cert", "key"] : ["key", "cert"];
      context.addIssue({
        code: "custom",
        path: [missing],
        message: `is missing; "${given}" needs it, or leave both out`,
      });
    }
    const secure = broker.url.startsWith("mqtts:") || broker.url.startsWith("wss:");
    for (const name of ["ca", "cert", "key", "server_name"] as const)
      if (!secure && broker[name] !== undefined)
        context.addIssue({
          code: "custom",
          path: [name],
          message: `is of no use on an open connection; write the url with mqtts:// or wss://, or leave "${name}" out`,
        });
  })
  .meta({
    description: "The MQTT broker. Without it the node opens its own, on this machine only.",
    examples: [{ url: "mqtts://broker.example.org:8883", credentials: "mqtt.json" }],
  });

/** Says nothing of what was written: a password may stand in it. */
function checkUrl(text: string, context: z.RefinementCtx): void {
  const right = 'write it as "mqtts://broker.example.org:8883"';
  if (!/^(mqtts?|wss?):\/\//.test(text)) {
    context.addIssue({ code: "custom", message: `must begin with mqtt://, mqtts://, ws:// or wss://; ${right}` });
    return;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.hostname === "") context.addIssue({ code: "custom", message: `is no complete address; ${right}` });
  else if (url.username !== "" || url.password !== "")
    context.addIssue({
      code: "custom",
      message: 'holds a user or password; put them into a file of their own and name that in "credentials"',
    });
}

/** Can only this machine reach it? */
function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

const volts = z.number().min(0.5).max(60);

const supply = z
  .strictObject({
    chip: z
      .enum(["kernel", "ina219", "ina226", "witty-pi-4"])
      .default("kernel")
      .describe(
        "What measures between battery and board. `kernel`: whatever it has a driver for (/sys/class/hwmon); otherwise a chip on I2C that it has none for. `witty-pi-4`: that board, at 0x08; its alarm may wake a board that is off.",
      ),
    bus: z.int().min(0).max(255).default(1).describe("Of a chip: the I2C bus, 1 for /dev/i2c-1."),
    address: z
      .string()
      .regex(/^0x4[0-9a-f]$/i, 'is no address of such a chip; write one from "0x40" to "0x4f"')
      .default("0x40")
      .describe("Of a chip: its address, as `i2cdetect` shows it."),
    shunt_ohm: z
      .number()
      .min(0.0001)
      .max(10)
      .default(0.1)
      .describe("Of a chip: the resistor across which it measures the current, in ohms."),
    battery: z
      .strictObject({
        empty_v: volts.meta({ description: "Volts at which it counts as empty.", examples: [3.3] }),
        full_v: volts.meta({ description: "Volts at which it is full.", examples: [4.15] }),
      })
      .refine(({ empty_v, full_v }) => empty_v < full_v, {
        path: ["full_v"],
        message: "is not above empty_v; a battery is fuller where it has more volts",
      })
      .optional()
      .describe("The battery that is measured: with it the node knows how much is left."),
  })
  .meta({
    description:
      "A power board that measures the supply. Without it: what the kernel shows of one, in volts and amperes.",
    examples: [{ chip: "ina219", battery: { empty_v: 3.3, full_v: 4.15 } }],
  });

export const nodeSchema = z
  .strictObject({
    $schema: schemaKey,
    site: id("The grove or site; all its nodes share it. Part of every MQTT topic.", "north-grove"),
    node: id("This node, unique on its site. Part of every MQTT topic.", "spruce-1"),
    version: z
      .int()
      .min(0)
      .default(0)
      .describe("Counts the card's editions: a card that comes over MQTT is taken up only if its version is higher."),
    name: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "What people call the node; otherwise its `node`.", examples: ["The old spruce"] }),
    language: z
      .enum(LANGUAGES)
      .default("en")
      .describe("In which the node speaks to people: `en` English, `sv` Swedish."),
    place: place.optional(),
    peers: peers.default([]),
    broker: broker.optional(),
    backup: z
      .strictObject({
        folder: z
          .string()
          .min(1)
          .exactOptional()
          .meta({
            description:
              "Where the reflex action `backup` keeps the second copy of the state; best on another medium. Without it, `backup` in the state's folder.",
            examples: ["/media/stick/andas"],
          }),
      })
      .prefault({})
      .describe("The second copy of the state."),
    supply: supply.optional(),
    energy: energySchema,
    raw: z
      .strictObject({
        keep_mb: z
          .number()
          .min(0)
          .max(100_000)
          .default(250)
          .meta({
            description:
              "So many megabytes of raw signal are kept in the state's folder, the newest; 250 hold a year of four electrodes at 1 Hz and more. 0 keeps none.",
            examples: [1000],
          }),
      })
      .prefault({})
      .describe("The raw signal that is kept for a season, for `andas export` and `dump.recording`."),
    trace: z
      .strictObject({
        every_s: z
          .number()
          .min(1)
          .max(3600)
          .default(10)
          .describe("Of each so many seconds the least, the mean and the greatest value are told."),
      })
      .optional()
      .meta({
        description:
          "Tells the signal itself on `trace/<electrode>` with each exhale, so that a page, Grafana or a hub can draw what was heard. Without it, the latest value alone is told.",
        examples: [{ every_s: 10 }],
      }),
    voice: z
      .strictObject({
        words: besideFile("A file of words of your own, instead of those that come with `language`.", "words.json"),
        scale: z
          .string()
          .min(1)
          .default("pentatonic")
          .meta({
            description:
              "Of the notes: pentatonic, just, harmonic, or a Scala file; a relative path starts at the card's folder.",
            examples: ["slendro.scl"],
          }),
        mapping: besideFile("How signal becomes sound, instead of what comes with andas.", "mapping.json"),
        demo: z
          .boolean()
          .default(false)
          .describe("Let simulated devices and recordings speak too. Without it only a living signal does."),
      })
      .optional()
      .describe(
        "Lets the node speak of what it hears, in words and notes, on `voice/forest` and `voice/notes`. Without it, it does not.",
      ),
    embedded_broker: z
      .strictObject({
        port: port.exactOptional().meta({ description: `TCP port for MQTT. ${unnamedPort(1883)}`, examples: [1884] }),
        websocket_port: port
          .exactOptional()
          .meta({ description: `TCP port for MQTT over WebSocket. ${unnamedPort(9001)}`, examples: [9002] }),
        address: z
          .string()
          .refine((text) => isIP(text) !== 0, {
            message: 'must be an IP address of this machine; write "0.0.0.0" for all of them',
          })
          .default("127.0.0.1")
          .describe(
            "Where it listens. Any other than 127.0.0.1 can be reached from elsewhere, unencrypted, and asks for `credentials`.",
          ),
        credentials: besideFile(
          'JSON file that holds {"username": …, "password": …}: who connects must say the same. It is never echoed.',
          "own-broker.json",
        ),
        page: z
          .boolean()
          .default(false)
          .describe("Browsers get a page of the grove on the WebSocket port: `http://127.0.0.1:9001/`."),
      })
      .refine((ports) => ports.port === undefined || ports.port !== ports.websocket_port, {
        path: ["websocket_port"],
        message: "is the same as port; give each its own, such as 1883 and 9001",
      })
      .refine(({ address, credentials }) => isLoopback(address) || credentials !== undefined, {
        path: ["credentials"],
        message:
          'is missing; a broker that can be reached from elsewhere wants a password, write {"username": …, "password": …} into a file and name it',
      })
      .prefault({})
      .describe(
        "The node's own broker, used when no `broker` is given. It listens on this machine only (127.0.0.1) unless told otherwise.",
      ),
  })
  .meta({
    title: "andas: node.json",
    description: "Who this node is, where it stands and whom it tells. The only file that the card must have.",
    examples: [{ site: "north-grove", node: "spruce-1" }],
  });

export type NodeCard = z.output<typeof nodeSchema>;
