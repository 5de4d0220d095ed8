/** What a word in a time may mean. */
export type TimeWord =
  | { readonly kind: "month"; readonly month: number }
  | { readonly kind: "half"; readonly pm: boolean }
  | { readonly kind: "zone"; readonly east: number }
  | { readonly kind: "days" }
  | { readonly kind: "nothing" };

const LANGUAGES =
  "en de sv da nb fi is nl fr es it pt ca pl cs sk sl hr hu ro tr el ru uk bg et lv lt id vi ar he hi th ja zh ko".split(
    " ",
  );

const HOUR = 3600;
/** Zones that loggers write out, in hours east of Greenwich. Of names that mean several, the one of most loggers. */
const ZONES: Readonly<Record<string, number>> = {
  ...{
    z: 0,
    utc: 0,
    gmt: 0,
    wet: 0,
    west: 1,
    bst: 1,
    cet: 1,
    cest: 2,
    mez: 1,
    mesz: 2,
    eet: 2,
    eest: 3,
    msk: 3,
    jst: 9,
  },
  ...{ est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, akst: -9, hst: -10, aest: 10, aedt: 11 },
};
const AM = "上午 午前 오전 ص a am fm vm av πμ पूर्वाह्न".split(" ");
const PM = "下午 午後 오후 م p pm em nm μμ अपराह्न".split(" ");
const DAYS = "d day days tag tage dag dagar dage jour jours día días giorno giorni dia dias".split(" ");
const NOTHING =
  "t at of de del den der um uhr kl klo h hr hrs le il el à le 年 月 日 号 時 时 分 秒 년 월 일 시 분 초 г".split(" ");

/**
 * The words of times in the languages that are written where loggers are sold: names of months, halves of the day, zones, and
 * words that say nothing more. Names come from the Unicode CLDR that Node.js brings with it, in all its forms.
 */
class TimeWords {
  readonly #words = new Map<string, TimeWord>();
  #whole = false;

  constructor() {
    for (const word of NOTHING) this.#add(word, { kind: "nothing" });
    for (const word of DAYS) this.#add(word, { kind: "days" });
    this.#addNames("en");
    for (const word of AM) this.#add(word, { kind: "half", pm: false });
    for (const word of PM) this.#add(word, { kind: "half", pm: true });
    for (const [name, hours] of Object.entries(ZONES)) this.#add(name, { kind: "zone", east: hours * HOUR });
  }

  find(text: string): TimeWord | undefined {
    const key = folded(text);
    if (!this.#words.has(key)) this.#addLanguages();
    return this.#words.get(key);
  }

  /** They take a third of a second to make, and English alone does for most. */
  #addLanguages(): void {
    if (this.#whole) return;
    this.#whole = true;
    const own = [...this.#words];
    for (const language of LANGUAGES) this.#addNames(language);
    for (const [key, word] of own) this.#words.set(key, word);
  }

  /** What comes later counts more: a month before the day of a week of the same name. */
  #addNames(language: string): void {
    const parts = (date: number, options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { timeZone: "UTC", ...options }).formatToParts(date);
    const name = (date: number, type: string, options: Intl.DateTimeFormatOptions) =>
      parts(date, options).find((part) => part.type === type)?.value ?? "";
    for (const style of ["long", "short"] as const) {
      for (let day = 1; day <= 7; day++)
        this.#add(name(Date.UTC(2026, 5, day), "weekday", { weekday: style }), { kind: "nothing" });
    }
    for (const style of ["long", "short"] as const) {
      for (let month = 1; month <= 12; month++) {
        const date = Date.UTC(2026, month - 1, 1);
        this.#add(name(date, "month", { month: style }), { kind: "month", month });
        this.#add(name(date, "month", { month: style, day: "numeric" }), { kind: "month", month });
      }
    }
    for (const pm of [false, true]) {
      const at = Date.UTC(2026, 5, 1, pm ? 15 : 9);
      this.#add(name(at, "dayPeriod", { hour: "numeric", hour12: true }), { kind: "half", pm });
    }
  }

  #add(text: string, word: TimeWord): void {
    const key = folded(text);
    if (key === "" || /\d/.test(key)) return;
    this.#words.set(key, word);
    // "Sept", "Juni", "octob.": a month may be cut off after three letters or more.
    if (word.kind !== "month") return;
    for (let length = 3; length < key.length; length++) {
      const cut = key.slice(0, length);
      if (!this.#words.has(cut)) this.#words.set(cut, word);
    }
  }
}

let words: TimeWords | undefined;

/** The one dictionary: few recordings need it. */
export function timeWords(): TimeWords {
  words ??= new TimeWords();
  return words;
}

/** Less case, accents, dots and spaces. */
function folded(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}.\s]/gu, "");
}
