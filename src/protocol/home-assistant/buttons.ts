import { at, type Component, type Components } from "./component.js";
import type { DiscoveryFacts } from "./facts.js";

/** What a person may tell the node with one press. It waits at the broker until the node breathes out next. */
export function buttons(facts: DiscoveryFacts): Components {
  const button = (name: string, command: string): Component => ({
    platform: "button",
    name,
    command_topic: at(facts, { kind: "command", name: command }),
    payload_press: "{}",
  });
  return {
    gasp: button("Inhale now", "gasp"),
    thanks: button("Thanks", "thanks"),
    clear: button("Clear alerts", "clear"),
  };
}
