import { makeFresh } from "./fresh.mjs";

makeFresh();
