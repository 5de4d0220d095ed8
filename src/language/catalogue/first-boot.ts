/** What `andas/BOOT.txt` on the card tells of the first boot, a line each. */
export interface FirstBootWords {
  /** The first line. */
  readonly title: string;
  /** `this board is node-1a2b3c4d of the site grove` */
  isCalled(one: { readonly site: string; readonly node: string }): string;
  hostname(name: string): string;
  timezone(name: string): string;
  wifi(one: { readonly ssid: string; readonly country: string }): string;
  readonly noWifi: string;
  /** Whose access point a visit opens. */
  accessPoint(ssid: string): string;
  readonly noAccessPoint: string;
  /** The secret of this file lies where nobody but the system reads it, and no longer on the card. */
  secretMoved(file: string): string;
  mayLogIn(keys: number): string;
  readonly nobodyMayLogIn: string;
  /** What is wrong with the card's boot.json, in English; and that nothing of it was taken. */
  badCard(faults: string): string;
  /** What the system said, in English: some of it may be done, and the next boot goes on. */
  failed(why: string): string;
  readonly done: string;
}
