import type { Catalogue } from "../../language/catalogue/catalogue.js";

/** What the page says, of all that is said in a language: the rest need not come over the radio. */
export type PageWords = Pick<Catalogue, "language" | "grammar" | "things" | "breathing" | "grove" | "web">;
