/** mqtt.js by its own modules; `scripts/web.mjs` says where they lie. */
declare module "mqtt/client" {
  export { MqttClient as default } from "mqtt";
}

declare module "mqtt/websocket" {
  import type { IClientOptions, MqttClient } from "mqtt";

  export function browserStreamBuilder(client: MqttClient, options: IClientOptions): MqttClient["stream"];
}

declare module "buffer/index.js" {
  export const Buffer: object;
}

declare module "process/browser.js" {
  const process: object;
  export default process;
}
