/** What numbers of time are written in: a number times `times`, divided by `per`, is seconds. One of the two is 1, so that only one rounds. */
export interface TimeUnit {
  readonly name: "s" | "ms" | "us" | "ns" | "min" | "h" | "d";
  readonly times: number;
  readonly per: number;
}

const unit = (name: TimeUnit["name"], times: number, per = 1): TimeUnit => ({ name, times, per });

export const SECONDS = unit("s", 1);
export const DAYS = unit("d", 86_400);
const UNITS: Readonly<Record<TimeUnit["name"], TimeUnit>> = {
  s: SECONDS,
  ms: unit("ms", 1, 1000),
  us: unit("us", 1, 1e6),
  ns: unit("ns", 1, 1e9),
  min: unit("min", 60),
  h: unit("h", 3600),
  d: DAYS,
};

/** How each unit is called, in the languages of those who name columns. */
const NAMES: Readonly<Record<TimeUnit["name"], string>> = {
  s: "s sec secs second seconds sek sekunde sekunden sekund sekunder segundo segundos seg seconde secondes secondi secondo sekundy 秒 초 сек с",
  ms: "ms msec msecs millis milli millisec millisecond milliseconds millisekunden millisekunder milisegundos millisecondes millisecondi 毫秒 ミリ秒 мс",
  us: "us µs μs usec usecs micros microsec microsecond microseconds mikrosekunden mikrosekunder microsegundos microsecondes 微秒",
  ns: "ns nsec nanos nanosec nanosecond nanoseconds nanosekunden",
  min: "min mins minute minutes minuten minuter minut minuto minutos minuti 分 мин",
  h: "h hr hrs hour hours std stunde stunden tim timme timmar timer hora horas heure heures ora ore uur 時間 小时 ч",
  d: "d day days tag tage dag dagar dage dagen dia dias día días jour jours giorno giorni",
};
const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([name, words]) =>
    words.split(" ").map((word) => [word, UNITS[name as keyof typeof UNITS]] as const),
  ),
);

/** `ms`, `(s)`, `Sekunden`: a unit of time, in any of its names. */
export function timeUnit(text: string): TimeUnit | undefined {
  const plain = text.trim().replace(/^[([{<]\s*|\s*[)\]}>]$|\.$/g, "");
  return BY_NAME.get(plain.toLowerCase());
}

/** The unit in a header, wherever it stands: `Time (ms)`, `time_us`, `Zeit / s`, `t [min]`, `elapsed seconds`, `millis`. */
export function timeUnitIn(header: string): TimeUnit | undefined {
  const bracketed = /[([{<]([^)\]}>]*)[)\]}>]/.exec(header)?.[1];
  const found = bracketed === undefined ? undefined : timeUnit(bracketed);
  if (found !== undefined) return found;
  const words = header.split(/[\s_,;:/.()[\]{}<>-]+|(?<=[a-z])(?=[A-Z][a-z])/).filter((word) => word !== "");
  const last = words.at(-1);
  if (last !== undefined && words.length > 1) {
    const unit = timeUnit(last);
    if (unit !== undefined) return unit;
  }
  return words.map((word) => (word.length > 2 ? timeUnit(word) : undefined)).find((unit) => unit !== undefined);
}

/** Words for time in the header of a column, in many languages; `t`, `ts`, `x_value` of LabVIEW. */
const TIME =
  /^(t|ts|tid|tidpunkt|time|times|timestamps?|datetime|datetimes?|date|datum|dato|fecha|data|zeit|uhrzeit|zeitpunkt|zeitstempel|tiempo|hora|temps|heure|horodatage|horodate|tempo|ora|ore|orario|tijd|tijdstip|aika|czas|godzina|cas|čas|ido|idő|zaman|saat|χρόνος|ώρα|время|дата|час|waktu|jam|thời|gian|時間|時刻|时间|時間戳|时间戳|日時|日付|日期|시간|시각|날짜|elapsed|epoch|unix|unixtime|millis|micros|clock|uptime|klockslag|tidsstämpel|xvalue|timecode|mjd|jd|julian|datenum|seconds|sekunden|sekunder|segundos|secondes|secondi|milliseconds|utc|gmt|localtime|when)$/iu;

/** Is that what one calls a column of times? */
export function namesTime(header: string): boolean {
  const bare = header.replace(/[([{<][^)\]}>]*[)\]}>]/g, " ");
  const words = bare.split(/[\s_,;:/.#%-]+|(?<=[a-z])(?=[A-Z][a-z])/u).filter((word) => word !== "");
  if (words.length === 0 || words.length > 5) return words.length === 0 && timeUnitIn(header) !== undefined;
  return words.some((word) => TIME.test(word)) || TIME.test(words.join(""));
}
