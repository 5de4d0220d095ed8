import { useEffect, useState } from "preact/hooks";
import { every, now } from "./clock.ts";
import { CredentialsDialog } from "./credentials-dialog.tsx";
import { GroveView } from "./grove-view.tsx";
import { NodeView } from "./node-view.tsx";
import type { Session } from "./session.ts";

/** So often silence is looked at, though nothing came. */
const LOOK_S = 5;

export function App({ session }: { readonly session: Session }) {
  const [, redraw] = useState(0);
  useEffect(() => {
    const draw = () => redraw((count) => count + 1);
    session.listen(draw);
    const look = () => session.look(keyIn(location.hash));
    addEventListener("hashchange", look);
    look();
    draw();
    const stop = every(LOOK_S, draw);
    return () => {
      stop();
      removeEventListener("hashchange", look);
    };
  }, [session]);

  const { link, looking, grove } = session;
  const at = now();
  return (
    <>
      <a class="skip" href="#main">
        Skip to the grove
      </a>
      <Banner session={session} />
      {link.state === "refused" && <CredentialsDialog session={session} why={link.why} />}
      <main id="main" tabIndex={-1}>
        {looking === undefined ? (
          <GroveView nodes={grove.nodes} at={at} connected={link.state === "open"} />
        ) : (
          <NodeView session={session} looking={looking} summary={grove.get(looking.key)} at={at} />
        )}
      </main>
      <footer>
        <span>{new URL(session.url).host}</span>
        <span>times in {Intl.DateTimeFormat().resolvedOptions().timeZone}</span>
        {grove.strange > 0 && <span>{grove.strange} messages were no node’s</span>}
      </footer>
    </>
  );
}

/** Stands above all else while the broker is away; what is shown stays. */
function Banner({ session: { link } }: { readonly session: Session }) {
  return (
    <div role="status" class={link.state === "away" ? "banner" : "banner hidden"}>
      {link.state === "away" &&
        `The broker is away: what stands here is what was heard last. It is tried again every two seconds. (${link.why})`}
    </div>
  );
}

function keyIn(hash: string): string | undefined {
  return /^#\/([a-z0-9-]+\/[a-z0-9-]+)$/.exec(hash)?.[1];
}
