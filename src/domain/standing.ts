/** How a node stands for who hears it by a broker, in a word: what its `$state` says, and what its silence does. */
export const STANDINGS = ["ready", "sleeping", "overdue", "lost", "gone", "unknown"] as const;
export type StandingName = (typeof STANDINGS)[number];
