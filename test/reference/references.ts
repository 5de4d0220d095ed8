import { cardPage, devicesPage } from "./card-page.js";
import { wirePage } from "./wire-page.js";

/** The pages that are written from the schemas, by their places in the checkout. */
export async function references(): Promise<readonly { readonly file: string; readonly text: string }[]> {
  return [
    { file: "src/config/REFERENCE.md", text: cardPage() },
    { file: "devices/REFERENCE.md", text: devicesPage() },
    { file: "src/protocol/REFERENCE.md", text: await wirePage() },
  ];
}
