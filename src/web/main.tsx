import { render } from "preact";
import { brokerAddress } from "./model/broker-address.ts";
import { App } from "./page/app.tsx";
import { Session } from "./page/session.ts";

const place = document.getElementById("page")!;
const broker =
  "WebSocket" in globalThis
    ? brokerAddress(location)
    : { problem: "This browser has no WebSocket, or it was switched off: the page cannot listen to a broker." };
place.textContent = "";
render(
  "problem" in broker ? (
    <p class="problem" role="alert">
      {broker.problem}
    </p>
  ) : (
    <App session={new Session(broker.url)} />
  ),
  place,
);
