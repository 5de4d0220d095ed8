import { useState } from "preact/hooks";
import { LANGUAGES } from "../../domain/language.js";
import { keepLanguage, languageOf, OWN_NAMES, wordsIn } from "../words/languages.ts";
import type { PageWords } from "../words/page-words.ts";
import { useTelling } from "./telling.ts";

/** In which language the page speaks; a choice is remembered. */
export function LanguageChoice({ onChoose }: { readonly onChoose: (words: PageWords) => void }) {
  const { language, web } = useTelling();
  const [isAway, tell] = useState(false);
  const choose = (select: HTMLSelectElement) => {
    const wanted = languageOf(select.value) ?? language;
    wordsIn(wanted).then(
      (words) => {
        tell(false);
        keepLanguage(wanted);
        onChoose(words);
      },
      () => {
        tell(true);
        select.value = language;
      },
    );
  };
  return (
    <label>
      {web.footer.language}{" "}
      <select value={language} onChange={(event) => choose(event.currentTarget)}>
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {OWN_NAMES[one]}
          </option>
        ))}
      </select>
      {isAway && <span role="alert"> {web.footer.languageAway}</span>}
    </label>
  );
}
