import type { Seconds } from "../../domain/time.js";

/** Why an electrode is doubted. */
export type Doubt = "shared" | "doubted" | "control" | "trouble";

/**
 * What threads of attention say of themselves. A goal and a next step say what is to be done (`follow the burst on e2`, `listen on`),
 * a phase how far it is, an end how it came out; `because` is told to who has to carry a wish out.
 */
export interface ThreadWords {
  readonly phase: { readonly begun: string; readonly waiting: string; readonly listening: string };
  /** The next step of what is over. */
  readonly nothingMore: string;
  /** How threads of any kind end. */
  readonly end: {
    readonly dismissed: string;
    readonly longEnough: string;
    readonly timeOver: string;
    readonly unknownKind: string;
  };
  /** `thread t-4: follow the burst on e2, paused 5 min ago` */
  paused(thread: { readonly id: string; readonly goal: string; readonly ago: Seconds }): string;
  /** Nobody said why the node should listen. */
  readonly somebodyAsked: string;
  /** Of a reflex that answers what it led to itself. */
  selfTrigger(reflex: string): string;

  readonly answerOperator: {
    /** `answer the operator: ask` */
    goal(command: string): string;
    readonly next: string;
    readonly end: string;
    readonly because: string;
  };
  readonly doubtElectrode: {
    /** `doubt e2: artefact` */
    goal(doubt: { readonly electrode: string; readonly why: Doubt; readonly type: string }): string;
    readonly see: string;
    readonly trustAgain: string;
    end(electrode: string): string;
  };
  readonly followBurst: {
    /** `follow the burst on e2` */
    goal(burst: { readonly type: string; readonly electrode: string }): string;
    readonly listenOn: string;
    readonly ifMoreComes: string;
    readonly end: string;
    because(goal: string): string;
  };
  readonly hearOutRhythm: {
    goal(electrode: string): string;
    readonly next: string;
    readonly end: string;
  };
  readonly keepTheBattery: {
    goal(type: string): string;
    readonly tell: string;
    readonly see: string;
    /** Where the board itself has no words for it. */
    readonly short: string;
    readonly end: string;
  };
  readonly mindAbsence: {
    goal(subject: string): string;
    readonly next: string;
    /** `a burst came 5 min after its time` */
    cameLate(what: { readonly type: string; readonly after: Seconds }): string;
    readonly end: string;
    /** What was expected, and this time did not come. */
    missed(sentence: string): string;
    expected(electrode: string): string;
  };
  readonly mindTheBoard: {
    /** `mind the board: temperature` */
    goal(trouble: { readonly source: string; readonly type: string }): string;
    readonly see: string;
    readonly letGo: string;
    readonly end: string;
  };
  readonly reviewReflex: {
    goal(action: { readonly reflex: string; readonly type: string }): string;
    readonly next: string;
    readonly end: string;
  };
  readonly traceWave: {
    goal(electrodes: readonly string[]): string;
    readonly next: string;
    readonly hearNeighbours: string;
    readonly end: string;
  };
  readonly wonder: {
    goal(subject: string): string;
    readonly see: string;
    readonly readAgain: string;
    readonly leave: string;
    because(subject: string): string;
    readonly end: string;
  };
}
