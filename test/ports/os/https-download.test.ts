import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import { type TestContext, test } from "node:test";
import { HttpsDownload, type HttpsLimits } from "../../../src/ports/os/https-download.js";
import { anAuthority, hasOpenssl, NEEDS_OPENSSL } from "../../mqtt/certificates.js";

const skip = hasOpenssl() ? false : NEEDS_OPENSSL;
const WHOLE = Buffer.from("0123456789".repeat(1000));

/** A server with a certificate of the test's own; what is got from it. */
async function aServer(t: TestContext, answer: RequestListener, limits: Partial<HttpsLimits> = {}) {
  const authority = await anAuthority(t, "test");
  const { cert, key } = await authority.sign("server", ["localhost", "127.0.0.1"]);
  const server = createServer({ cert, key }, answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const url = `https://127.0.0.1:${address.port}/`;
  const download = new HttpsDownload({ silence: 0.3, attempts: 3, ...limits }, { ca: authority.cert });
  const get = async (path = "bundle") => {
    const pieces: Uint8Array[] = [];
    for await (const bytes of download.read(path.includes(":") ? path : `${url}${path}`)) pieces.push(bytes);
    return Buffer.concat(pieces);
  };
  return { url, get };
}

test("a file comes whole, also by a server that sends us on", { skip }, async (t) => {
  const { get } = await aServer(t, (request, response) => {
    if (request.url === "/there") response.end(WHOLE);
    else response.writeHead(302, { location: "/there" }).end();
  });
  assert.deepEqual(await get(), WHOLE);
});

for (const ranges of [true, false])
  test(`a connection that breaks is made anew, by a server that knows ${ranges ? "" : "no "}ranges`, {
    skip,
  }, async (t) => {
    const asked: (string | undefined)[] = [];
    const { get } = await aServer(t, (request, response) => {
      asked.push(request.headers.range);
      const from = ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0) : 0;
      response.writeHead(from > 0 ? 206 : 200, { "content-length": WHOLE.length - from });
      if (asked.length > 1) response.end(WHOLE.subarray(from));
      else response.write(WHOLE.subarray(0, 4000), () => setTimeout(() => response.destroy(), 50));
    });
    assert.deepEqual(await get(), WHOLE);
    assert.deepEqual(asked, [undefined, "bytes=4000-"]);
  });

test("a server that is silent, refuses, has too much, or sends us to http is left in one line", { skip }, async (t) => {
  const { get } = await aServer(
    t,
    (request, response) => {
      if (request.url === "/silent") return;
      if (request.url === "/gone") response.writeHead(404).end();
      else if (request.url === "/down") response.writeHead(302, { location: "http://example.org/x" }).end();
      else if (request.url === "/round") response.writeHead(302, { location: "/round" }).end();
      else if (request.url === "/ill") response.writeHead(503).end();
      else response.end(Buffer.alloc(3 << 20));
    },
    { bytes: 2 << 20 },
  );
  await assert.rejects(get("silent"), /does not answer any more \(silent for 0\.3 s\): try again/);
  await assert.rejects(get("gone"), /answers 404: is the address right/);
  await assert.rejects(get("down"), /over https alone/);
  await assert.rejects(get("round"), /in circles/);
  await assert.rejects(get("ill"), /it answers 503/);
  await assert.rejects(get("large"), /more than 2 MB/);
  await assert.rejects(get("http://127.0.0.1/x"), /over https alone/);
});
