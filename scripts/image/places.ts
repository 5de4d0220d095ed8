import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));

/** Where packages, what is made of them, and images lie: outside of the tree, and safe to delete. */
export const CACHE = process.env.ANDAS_IMAGE_CACHE ?? join(homedir(), ".cache/andas-image");
