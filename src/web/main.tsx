import { render } from "preact";
import { brokerAddress } from "./model/broker-address.ts";
import { Page } from "./page/page.tsx";
import { Session } from "./page/session.ts";
import { ENGLISH } from "./words/english.ts";
import { languageWanted, wordsIn } from "./words/languages.ts";

const place = document.getElementById("page")!;
// Without its words the page is in English, and comes all the same.
const words = await wordsIn(languageWanted()).catch(() => ENGLISH);
const broker = "WebSocket" in globalThis ? brokerAddress(location) : undefined;
place.textContent = "";
render(
  broker !== undefined && "url" in broker ? (
    <Page session={new Session(broker.url)} words={words} />
  ) : (
    <p class="problem" role="alert" lang={words.language}>
      {broker === undefined ? words.web.noWebSocket : words.web.address[broker.problem]}
    </p>
  ),
  place,
);
