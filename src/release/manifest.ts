import { z } from "zod";
import { AndasError } from "../domain/errors.js";
import { VERSION } from "./version.js";

/** The form of bundles that this andas reads. */
export const BUNDLE_FORMAT = 1;

/** The first two entries of a bundle: what it is, and who says so. */
export const MANIFEST = "release.json";
export const SIGNATURE = "release.sig";

/** The file that runs: a release without it is none. */
export const PROGRAM = "dist/andas/andas.js";

/** What one file of a release may weigh at most, in bytes: the largest is a library of the model's, of 25 MB. */
const LARGEST = 128 << 20;
/** And all of them. */
const LARGEST_RELEASE = 1 << 30;

/** A path inside of the release: folders and a name, and no way out of it. */
const path = z
  .string()
  .max(400)
  .regex(/^[^/\\\0]+(\/[^/\\\0]+)*$/)
  .refine((text) => !text.split("/").some((part) => part === "." || part === ".."));

const file = z.strictObject({
  path,
  size: z.int().min(0).max(LARGEST),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestSchema = z
  .object({
    format: z.literal(BUNDLE_FORMAT),
    version: z.string().regex(VERSION),
    /** `linux-arm64`, as Node.js names system and processor; `any` where nothing in it is compiled. */
    platform: z.string().regex(/^(any|[a-z0-9]+-[a-z0-9]+)$/),
    /** The oldest Node.js that runs it. */
    node: z.string().regex(/^\d+\.\d+$/),
    /** Versions of the state: the oldest that it can bring up, and the one that it writes. */
    state: z.object({ oldest: z.int().min(1), newest: z.int().min(1) }),
    files: z.array(file).min(1).max(50_000),
  })
  .refine(({ files }) => new Set(files.map((one) => one.path)).size === files.length)
  .refine(({ files }) => files.some((one) => one.path === PROGRAM))
  .refine(({ files }) => bytesOf(files) <= LARGEST_RELEASE);

/** What a release says of itself; every file with its SHA-256, so that one signature covers them all. */
export type Manifest = z.output<typeof manifestSchema>;
export type ReleaseFile = Manifest["files"][number];

/** @throws AndasError `release` where it is none, or one of a form that only a newer andas reads */
export function readManifest(text: string): Manifest {
  const json = parsed(text);
  const format = z.object({ format: z.int() }).safeParse(json);
  if (format.success && format.data.format > BUNDLE_FORMAT)
    throw new AndasError(
      "release",
      `the bundle is of form ${format.data.format}, this andas reads form ${BUNDLE_FORMAT}: install a release in between first`,
    );
  const { success, data } = manifestSchema.safeParse(json);
  if (success) return data;
  throw new AndasError(
    "release",
    `${MANIFEST} in the bundle makes no sense: make the bundle anew with scripts/release`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All files together. */
export function bytesOf(files: readonly { readonly size: number }[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
