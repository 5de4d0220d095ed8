import { useEffect, useState } from "preact/hooks";
import type { WebWords } from "../../language/catalogue/web.js";
import type { Link } from "../broker/connection.ts";
import type { PageWords } from "../words/page-words.ts";
import { every, now } from "./clock.ts";
import { CredentialsDialog } from "./credentials-dialog.tsx";
import { GroveView } from "./grove-view.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { NodeView } from "./node-view.tsx";
import type { Session } from "./session.ts";
import { useTelling } from "./telling.ts";

/** So often silence is looked at, though nothing came. */
const LOOK_S = 5;

interface AppProps {
  readonly session: Session;
  readonly onLanguage: (words: PageWords) => void;
}

export function App({ session, onLanguage }: AppProps) {
  const { web, zone } = useTelling();
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
        {web.skip}
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
        <span>{web.footer.zone(zone)}</span>
        {grove.strange > 0 && <span>{web.footer.strange(grove.strange)}</span>}
        <LanguageChoice onChoose={onLanguage} />
      </footer>
    </>
  );
}

/** Stands above all else while the broker is away; what is shown stays. */
function Banner({ session: { link, url } }: Pick<AppProps, "session">) {
  const { web } = useTelling();
  const { host } = new URL(url);
  return (
    <div role="status" class={link.state === "away" ? "banner" : "banner hidden"}>
      {link.state === "away" && awayInWords(link, host, web)}
    </div>
  );
}

function awayInWords({ known, why }: Extract<Link, { state: "away" }>, host: string, words: WebWords): string {
  if (known) return words.away(words.why[why]);
  return why === "silent"
    ? words.nobodyAt({ host, why: words.why[why] })
    : words.refusedBy({ host, why: words.why[why] });
}

function keyIn(hash: string): string | undefined {
  return /^#\/([a-z0-9-]+\/[a-z0-9-]+)$/.exec(hash)?.[1];
}
