import { z } from "zod";

/**
 * What Home Assistant takes on a device's discovery topic, as its documentation and its own schemas have it:
 * https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload and the pages of sensor.mqtt, binary_sensor.mqtt, event.mqtt
 * and button.mqtt; homeassistant/components/mqtt/schemas.py (DEVICE_DISCOVERY_SCHEMA) and entity.py (MQTT_ENTITY_COMMON_SCHEMA), read in
 * the versions of 2024.11 to 2026. A key that stands in none of them costs Home Assistant the whole device; so these are strict.
 */
const text = z.string().min(1);
const template = text.regex(/\{[{%].*[}%]\}/s);
/** Wildcards may stand in what is subscribed, and nowhere else (mqtt/util.py: valid_subscribe_topic, valid_publish_topic). */
const subscribed = text.max(65_535).regex(/^[^\0]+$/);
const published = subscribed.regex(/^[^+#]+$/);

const availability = z.array(
  z.strictObject({
    topic: subscribed,
    payload_available: text.optional(),
    payload_not_available: text.optional(),
    value_template: template.optional(),
  }),
);

/** MQTT_ENTITY_COMMON_SCHEMA. In a device's document each needs an id of its own. */
const COMMON = {
  name: text,
  unique_id: text,
  availability: availability.optional(),
  entity_category: z.enum(["config", "diagnostic"]).optional(),
  enabled_by_default: z.boolean().optional(),
  icon: text.regex(/^mdi:/).optional(),
  json_attributes_topic: subscribed.optional(),
  json_attributes_template: template.optional(),
};

/** Units that a device class takes (components/sensor/const.py: DEVICE_CLASS_UNITS), of those that we use. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  voltage: ["µV", "mV", "V", "kV", "MV"],
  temperature: ["°C", "°F", "K"],
  humidity: ["%"],
  moisture: ["%"],
  illuminance: ["lx"],
  precipitation: ["cm", "in", "mm"],
};

const sensor = z
  .strictObject({
    platform: z.literal("sensor"),
    ...COMMON,
    state_topic: subscribed,
    value_template: template.optional(),
    device_class: z.enum([...Object.keys(UNITS), "enum", "timestamp"]).optional(),
    unit_of_measurement: text.optional(),
    state_class: z.enum(["measurement", "total", "total_increasing"]).optional(),
    suggested_display_precision: z.int().min(0).optional(),
    options: z.array(text).min(1).optional(),
    expire_after: z.int().min(0).optional(),
    force_update: z.boolean().optional(),
  })
  .refine(({ device_class, options }) => (device_class === "enum") === (options !== undefined), "options are an enum's")
  .refine(({ options, state_class, unit_of_measurement }) =>
    options === undefined ? true : state_class === undefined && unit_of_measurement === undefined,
  )
  .refine(({ device_class, unit_of_measurement: unit }) => {
    const units = device_class === undefined ? undefined : UNITS[device_class];
    return units === undefined ? unit === undefined : unit !== undefined && units.includes(unit);
  }, "the unit must be one of the device class's");

const binarySensor = z.strictObject({
  platform: z.literal("binary_sensor"),
  ...COMMON,
  state_topic: subscribed,
  value_template: template.optional(),
  device_class: z.literal("problem").optional(),
  expire_after: z.int().min(0).optional(),
});

const event = z.strictObject({
  platform: z.literal("event"),
  ...COMMON,
  state_topic: subscribed,
  value_template: template.optional(),
  event_types: z.array(text).min(1),
  device_class: z.enum(["button", "doorbell", "motion"]).optional(),
});

const button = z.strictObject({
  platform: z.literal("button"),
  ...COMMON,
  command_topic: published,
  payload_press: text.optional(),
  retain: z.literal(false).optional(),
});

/** How a thing is taken back: its platform, and nothing else. */
const gone = z.strictObject({ platform: z.enum(["sensor", "binary_sensor", "event", "button"]) });

export const DEVICE_DOCUMENT = z.strictObject({
  device: z.strictObject({
    identifiers: z.array(text).min(1),
    name: text,
    manufacturer: text,
    model: text,
    sw_version: text,
  }),
  origin: z.strictObject({ name: text, sw_version: text.optional(), support_url: z.url().optional() }),
  availability: availability.optional(),
  qos: z.literal([0, 1, 2]).optional(),
  components: z.record(text, z.union([sensor, binarySensor, event, button, gone])),
});

export type DeviceDocument = z.infer<typeof DEVICE_DOCUMENT>;
