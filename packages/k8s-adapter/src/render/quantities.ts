import type { ContainerSize } from '../app-spec.js';

/** Millicores as Kubernetes writes them itself. */
export const cpu = (millicores: number): string => (millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`);

/** Bytes in the largest unit that divides them, as Kubernetes writes them itself. */
export function bytes(count: number): string {
  for (const [unit, factor] of [['Ti', 2 ** 40], ['Gi', 2 ** 30], ['Mi', 2 ** 20], ['Ki', 2 ** 10]] as const) {
    if (count > 0 && count % factor === 0) return `${count / factor}${unit}`;
  }
  return String(count);
}

/** A number, as Kubernetes writes it itself. */
export const count = (number: number): string => (number % 1000 === 0 ? `${number / 1000}k` : String(number));

/** Requests and limits of a container. */
export function containerResources(size: ContainerSize): { requests: Record<string, string>; limits: Record<string, string> } {
  return {
    requests: { cpu: cpu(size.cpuRequestMillicores), memory: bytes(size.memoryRequestBytes) },
    limits: { ...(size.cpuLimitMillicores === null ? {} : { cpu: cpu(size.cpuLimitMillicores) }), memory: bytes(size.memoryLimitBytes) },
  };
}
