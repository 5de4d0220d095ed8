import { render } from "preact";
import { brokerAddress } from "./model/broker-address.ts";
import { App } from "./page/app.tsx";
import { Session } from "./page/session.ts";

const place = document.getElementById("page")!;
const broker = brokerAddress(location);
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
