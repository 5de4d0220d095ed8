import type { HealthCheck, HealthStatus } from "../../domain/health.js";

export function check(name: string, status: HealthStatus, text: string): HealthCheck {
  return { name, status, text };
}
