import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { LAYOUT, MIB, placesOf } from "../../src/release/system/layout.js";
import { writeSlot } from "../../src/release/system/write-slot.js";

/** What `andas system install` does on a board, done to a card that lies here: each partition is a part of its file. */
export async function installSecond(card: string, image: string): Promise<void> {
  const { places } = placesOf(LAYOUT);
  await writeSlot({
    image: createReadStream(image, { highWaterMark: MIB }),
    slot: "b",
    deviceOf: String,
    open: async (partition) => {
      const from = (places.find(({ number }) => String(number) === partition)?.at ?? Number.NaN) * MIB;
      const file = await open(card, "r+");
      return {
        read: async (into, at) => (await file.read(into, 0, into.length, from + at)).bytesRead,
        write: async (bytes, at) => void (await file.write(bytes, 0, bytes.length, from + at)),
        sync: () => file.sync(),
        close: () => file.close(),
      };
    },
  });
}
