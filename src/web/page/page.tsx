import { useEffect, useMemo, useState } from "preact/hooks";
import { tellingIn } from "../model/telling.ts";
import type { PageWords } from "../words/page-words.ts";
import { App } from "./app.tsx";
import type { Session } from "./session.ts";
import { Telling } from "./telling.ts";

interface PageProps {
  readonly session: Session;
  /** Of the language that it opens in. */
  readonly words: PageWords;
}

/** All of the page, in one language: another may be chosen at any time. */
export function Page({ session, words: first }: PageProps) {
  const [words, speak] = useState(first);
  const telling = useMemo(() => tellingIn(words), [words]);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);
  return (
    <Telling.Provider value={telling}>
      <App session={session} onLanguage={speak} />
    </Telling.Provider>
  );
}
