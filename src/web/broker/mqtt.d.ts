/** mqtt.js by its own modules; `scripts/web.mjs` says where they lie. */
declare module "mqtt/client" {
  import { MqttClient } from "mqtt";

  const module: { readonly default: typeof MqttClient };
  export default module;
}

declare module "mqtt/websocket" {
  import type { IClientOptions, MqttClient } from "mqtt";

  const module: { browserStreamBuilder(client: MqttClient, options: IClientOptions): MqttClient["stream"] };
  export default module;
}

declare module "buffer/index.js" {
  export const Buffer: object;
}

declare module "process/browser.js" {
  const process: object;
  export default process;
}
