import { createServer, type ServerResponse } from "node:http";
import type { VisitWords } from "../language/catalogue/visit.js";
import { closed, listening } from "./forwarder.js";
import type { HarvestSoFar } from "./harvest.js";
import type { Wish } from "./wish.js";

/** What the page tells, as it is now. */
export interface DoorSigns {
  readonly wish: Wish | undefined;
  readonly harvest: HarvestSoFar | undefined;
  readonly onStick: boolean;
  /** Why there is no harvest. */
  readonly trouble: string | undefined;
  /** The port of the node's live page; undefined where it has none. */
  readonly livePort: number | undefined;
}

export interface Door {
  readonly port: number;
  close(): Promise<void>;
}

/** The page says what it is, and no more: it runs nothing, and is looked at anew by itself. */
const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};
const STYLE = "body{font:18px/1.5 sans-serif;margin:2em auto;max-width:34em;padding:0 1em}";

/**
 * The page of the access point: how long the visit lasts, how far the harvest is, how the electrodes touch, and the way to the live page.
 * Whatever is asked for, it answers with this page: phones ask for many things before they show one.
 * @param port 0: any free one
 * @throws what the system says where it cannot listen
 */
export async function openDoor(
  at: { readonly address: string; readonly port: number },
  about: { readonly site: string; readonly node: string; readonly language: string; readonly words: VisitWords },
  signs: () => DoorSigns,
): Promise<Door> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") response.writeHead(405, { Allow: "GET, HEAD" }).end();
    else show(response, page(about, signs(), hostOf(request.headers.host) ?? at.address), request.method === "HEAD");
  });
  await listening(server, at.address, at.port);
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : at.port,
    close: () => closed(server, () => server.closeAllConnections()),
  };
}

function show(response: ServerResponse, text: string, headOnly: boolean): void {
  response.writeHead(200, { ...HEADERS, "Content-Length": Buffer.byteLength(text) });
  response.end(headOnly ? undefined : text);
}

function page(about: Parameters<typeof openDoor>[1], signs: DoorSigns, host: string): string {
  const { words, language } = about;
  const { wish, livePort } = signs;
  const heading = escaped(words.heading(about));
  const live =
    livePort === undefined
      ? escaped(words.noLivePage)
      : `<a href="http://${escaped(host)}:${livePort}/">${escaped(words.livePage)}</a>`;
  const contact = (wish?.contact ?? []).map((line) => `<li>${escaped(line)}</li>`).join("");
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3">` +
    `<meta name="viewport" content="width=device-width"><title>${heading}</title><style>${STYLE}</style></head>` +
    `<body><h1>${heading}</h1><p>${escaped(words.minutesLeft(Math.ceil((wish?.left ?? 0) / 60)))}</p>` +
    `<p>${escaped(harvestSaid(signs, words))}</p><p>${live}</p>` +
    `<h2>${escaped(words.contact)}</h2><ul>${contact}</ul></body></html>\n`
  );
}

function harvestSaid({ harvest, onStick, trouble }: DoorSigns, words: VisitWords): string {
  if (trouble !== undefined) return words.harvestFailed(trouble);
  if (harvest === undefined) return words.harvestBegins;
  if (harvest.over === "no") return words.harvestGoes(harvest);
  if (harvest.over === "stopped") return words.notWhole;
  const said = onStick ? words.harvestIsOnStick(harvest.files) : words.harvestIsOnCard(harvest.files);
  return harvest.leftOut.length === 0 ? said : `${said} ${words.leftOut(harvest.leftOut)}`;
}

/** The name or address by which it was called, without a port; undefined where what stands there is neither. */
function hostOf(host: string | undefined): string | undefined {
  return /^([A-Za-z0-9.-]+)(:\d+)?$/.exec(host ?? "")?.[1];
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
