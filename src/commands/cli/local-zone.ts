/** IANA's name of the time zone that this machine was set to (`timezone` in boot.json); undefined where that is UTC, which is told anyhow. */
export function localZone(): string | undefined {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return /^(Etc\/)?(UTC|GMT|UCT|Zulu|Universal)$/.test(timeZone) ? undefined : timeZone;
}
