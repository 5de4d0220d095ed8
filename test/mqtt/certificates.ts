import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

export const hasOpenssl = (): boolean => spawnSync("openssl", ["version"]).error === undefined;
export const NEEDS_OPENSSL = "needs openssl: apt-get install openssl";

export interface Certificate {
  /** PEM texts. */
  readonly cert: string;
  readonly key: string;
}

const CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** An authority of the test's own, and what it signs. */
export async function anAuthority(t: TestContext, name: string) {
  const folder = await mkdtemp(join(tmpdir(), "andas-ca-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
  const pair = async (stem: string): Promise<Certificate> => ({
    cert: await readFile(at(`${stem}.pem`), "utf8"),
    key: await readFile(at(`${stem}.key`), "utf8"),
  });
  openssl(
    ...["req", "-x509", ...CURVE, "-days", "3650", "-subj", `/CN=${name}`],
    ...["-keyout", at("ca.key"), "-out", at("ca.pem")],
  );
  let signed = 0;
  return {
    ...(await pair("ca")),
    /**
     * @param names of hosts and IP addresses; none for a client
     * @param when from and till, as openssl writes them; from now on for ten years unless said
     */
    async sign(common: string, names: readonly string[] = [], when?: { from: string; till: string }) {
      const stem = `signed-${++signed}`;
      const alternatives = names.map((one) => `${/^[\d.]+$/.test(one) ? "IP" : "DNS"}:${one}`).join(",");
      openssl(
        ...["req", "-new", ...CURVE, "-subj", `/CN=${common}`],
        ...["-keyout", at(`${stem}.key`), "-out", at(`${stem}.csr`)],
      );
      await signIt(folder, stem, alternatives, when, openssl);
      return pair(stem);
    },
  };
}

/** `openssl ca` alone can choose when a certificate begins; it wants a little database for it. */
async function signIt(
  folder: string,
  stem: string,
  alternatives: string,
  when: { from: string; till: string } | undefined,
  openssl: (...args: string[]) => void,
): Promise<void> {
  const { writeFile } = await import("node:fs/promises");
  const config = [
    ...[
      "[ca]",
      "default_ca=it",
      "[it]",
      `database=${folder}/index`,
      `serial=${folder}/serial`,
      `new_certs_dir=${folder}`,
    ],
    ...["default_md=sha256", "policy=any", "unique_subject=no", "x509_extensions=more", "[any]", "commonName=supplied"],
    ...["[more]", ...(alternatives === "" ? ["basicConstraints=CA:FALSE"] : [`subjectAltName=${alternatives}`])],
  ];
  await writeFile(join(folder, "ca.conf"), `${config.join("\n")}\n`);
  await writeFile(join(folder, "index"), "");
  await writeFile(join(folder, "serial"), `${stem.replace(/\D/g, "").padStart(4, "0")}\n`);
  const dates = when ? ["-startdate", when.from, "-enddate", when.till] : ["-days", "3650"];
  openssl(
    ...["ca", "-batch", "-notext", "-config", join(folder, "ca.conf"), ...dates],
    ...["-cert", join(folder, "ca.pem"), "-keyfile", join(folder, "ca.key")],
    ...["-in", join(folder, `${stem}.csr`), "-out", join(folder, `${stem}.pem`)],
  );
}
