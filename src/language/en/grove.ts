import type { GroveWords } from "../catalogue/grove.js";
import { grammar } from "./grammar.js";

export const grove: GroveWords = {
  counted: (count, standing) =>
    `${grammar.whole(count)} ${{ ready: "awake", sleeping: "asleep", overdue: "overdue", lost: "lost", gone: "gone", unknown: "unknown" }[standing]}`,
  awake: "awake",
  sleeps: (till) => (till === undefined ? "sleeps" : `sleeps till ${till}`),
  overdue: (since) => (since === undefined ? "silent for too long" : `overdue since ${since}`),
  lost: "lost: the connection broke",
  gone: (reason) => (reason === undefined ? "gone" : `gone: ${reason}`),
  unknown: "not heard of yet",
  sags: "sags",
  skew: ({ by, isAhead }) => `${grammar.duration(by)} ${isAhead ? "ahead" : "behind"}`,
  toSend: (count) => `${grammar.whole(count)} to send`,
  notUnderstood: (count) => `${grammar.whole(count)} not understood`,
  breath: (cycle) => `breath ${cycle}`,
  nobodyYet: "nobody has been heard of yet",
  nothingHeardOf: (key) => `nothing has been heard of ${key} yet`,
  notHeardYet: "not heard yet",
  saidNothingOfBreath: "It has not said how it breathes yet.",
  saidNothingOfMind: "It has not said what it minds yet.",
  nothingHolds: "nothing has its attention",
  status: { healthy: "healthy", warning: "warning", critical: "critical", unknown: "unknown" },
  check: (name) => name,
};
