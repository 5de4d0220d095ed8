import { statSync } from "node:fs";
import { type Partition, placesOf } from "../../src/release/system/layout.js";
import { run } from "../debian/run.js";
import type { Packages } from "./packages.js";

export interface Listed {
  readonly name: string;
  readonly sha256: string;
  readonly packages: Packages;
  /** Where the file system of a partition is. */
  fileOf(partition: Partition): string;
}

/** What is in an image, for people: its partitions, what lies on the card's, and each of Debian's packages with its SHA-256. */
export function listingOf(layout: readonly Partition[], { name, sha256, packages, fileOf }: Listed): string {
  const { places, mib } = placesOf(layout);
  const rows = places.map((place) =>
    [
      String(place.number).padStart(2),
      place.label.padEnd(8),
      place.kind.padEnd(6),
      `${place.mib} MiB`.padStart(9),
      `from ${place.at} MiB`.padStart(14),
    ].join("  "),
  );
  const card = places.find((place) => place.name === "card");
  return `${[
    `${name}: ${mib} MiB, SHA-256 ${sha256}`,
    `Linux ${packages.kernel}, Debian's packages of ${new Date(1000 * packages.asked).toISOString().slice(0, 10)}`,
    "",
    ...rows,
    "",
    "On the card's partition:",
    ...(card === undefined
      ? []
      : run("mdir", ["-/", "-a", "-b", "-i", fileOf(card), "::"])
          .trim()
          .split("\n")),
    "",
    "Debian's packages:",
    ...packages.index
      .split("\n\n")
      .filter((paragraph) => paragraph.includes("Package: "))
      .map((paragraph) => {
        const field = (of: string) => new RegExp(`^${of}: (.*)$`, "m").exec(paragraph)?.[1] ?? "?";
        return `${field("SHA256")}  ${field("Package")} ${field("Version")}`;
      })
      .sort((one, other) => one.slice(66).localeCompare(other.slice(66), "en")),
  ].join("\n")}\n`;
}

/** Bytes, as people say them. */
export function sizeOf(path: string): string {
  return `${(statSync(path).size / 1e6).toFixed(1)} MB`;
}
