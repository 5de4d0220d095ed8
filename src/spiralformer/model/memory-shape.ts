import type { ModelCard } from "../cards/model-card.js";
import type { MemoryShape } from "./memory.js";

/** The shapes of what is carried, as the card's inputs say. */
export function memoryShape(card: Pick<ModelCard, "inputs">): MemoryShape {
  const shape = (name: string) => (card.inputs.find((one) => one.name === name)?.shape ?? []).map(Number);
  const [, hidden = 0] = shape("cell");
  const [layers = 0, reach = 0] = shape("stamp");
  const [, , width = 0] = shape("memory");
  return { hidden, layers, reach, width };
}
