/** What somebody who visits a node reads: `READ ME.txt` of the harvest, and the page of the access point. */
export interface VisitWords {
  /** `What spruce-1 of the site north-grove heard and knows` */
  title(one: { readonly site: string; readonly node: string }): string;
  /** Which file holds what, a line each. */
  readonly whatIsWhat: readonly string[];
  /** Every file that there is room for is there. */
  isWhole(files: number): string;
  /** The harvest is under way, or was broken off: the next visit goes on. */
  readonly notWhole: string;
  /** These had no room, or could not be read. */
  leftOut(names: readonly string[]): string;

  /** `Visit: spruce-1 of the site north-grove` */
  heading(one: { readonly site: string; readonly node: string }): string;
  minutesLeft(minutes: number): string;
  /** Nothing is written yet. */
  readonly harvestBegins: string;
  harvestGoes(one: { readonly files: number; readonly of: number }): string;
  /** It may be taken away now. */
  harvestIsOnStick(files: number): string;
  /** In the folder of the card. */
  harvestIsOnCard(files: number): string;
  /** What the system said, in English. */
  harvestFailed(why: string): string;
  /** How each electrode touches: a heading. */
  readonly contact: string;
  /** The text of a link. */
  readonly livePage: string;
  /** Why there is no link. */
  readonly noLivePage: string;
}
