import { readdir, readFile } from "node:fs/promises";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { AndasError } from "../../domain/errors.js";

/** Zipped once and sent often, over a slow radio. */
const SMALLEST = { level: 9 };

/** What a page is made of; anything else in its folder is not handed out. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The page runs its own files alone, and speaks to brokers alone: to any, for it may be told of one. */
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws: wss:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
};

interface PageFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly zipped: Buffer;
  /** Its name changes with what is in it. */
  readonly named: boolean;
}

/**
 * Answers with the files of a built page, read once, and with nothing else: no request names a file on the disk.
 * @throws AndasError `broker`: it was not built
 */
export async function servePage(folder: string): Promise<RequestListener> {
  const files = await readPage(folder);
  return (request, response) => answer(files, request, response);
}

async function readPage(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>();
  try {
    for (const name of await readdir(folder, { recursive: true })) {
      const type = TYPES[extname(name)];
      if (type === undefined) continue;
      const plain = await readFile(join(folder, name));
      const path = name === "index.html" ? "/" : `/${name.replaceAll("\\", "/")}`;
      files.set(path, { type, plain, zipped: gzipSync(plain, SMALLEST), named: name.startsWith("assets") });
    }
  } catch (error) {
    throw new AndasError("broker", `there is no page in ${folder}: build it with npm run build`, error);
  }
  return files;
}

function answer(files: ReadonlyMap<string, PageFile>, request: IncomingMessage, response: ServerResponse): void {
  const [path = "/"] = (request.url ?? "/").split("?");
  const file = files.get(path);
  const asks = request.method === "GET" || request.method === "HEAD";
  if (!asks || file === undefined) {
    response.writeHead(asks ? 404 : 405, { ...HEADERS, ...(!asks && { Allow: "GET, HEAD" }) }).end();
    return;
  }
  const zips = /\bgzip\b/.test(String(request.headers["accept-encoding"]));
  const body = zips ? file.zipped : file.plain;
  response.writeHead(200, {
    ...HEADERS,
    "Content-Type": file.type,
    "Content-Length": body.length,
    "Cache-Control": file.named ? "public, max-age=31536000, immutable" : "no-cache",
    Vary: "Accept-Encoding",
    ...(zips && { "Content-Encoding": "gzip" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
