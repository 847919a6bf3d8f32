/** Durations (`150ms`, `2s`, `1min`) and sizes (`20M`) as scenarios write them. */
const MICROSECONDS: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
};
const BYTES: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

export const DURATION_PATTERN = /^(\d+(?:\.\d+)?)(us|ms|s|min|h)$/;
export const SIZE_PATTERN = /^(\d+(?:\.\d+)?)([KMGT]?)$/;

/** Whole microseconds; undefined when the text is no duration. */
export function parseDurationUs(text: string): number | undefined {
  const [, number, unit] = DURATION_PATTERN.exec(text) ?? [];
  return number === undefined || unit === undefined ? undefined : Math.round(Number(number) * MICROSECONDS[unit]!);
}

/** Whole bytes; undefined when the text is no size. */
export function parseSizeBytes(text: string): number | undefined {
  const [, number, unit] = SIZE_PATTERN.exec(text) ?? [];
  return number === undefined || unit === undefined ? undefined : Math.round(Number(number) * BYTES[unit]!);
}

/** Shown to people: `1.25s`, `150ms`. */
export function formatDurationUs(us: number): string {
  if (us >= 1_000_000) return `${(us / 1_000_000).toFixed(2).replace(/\.?0+$/, '')}s`;
  if (us >= 1_000) return `${(us / 1_000).toFixed(1).replace(/\.0$/, '')}ms`;
  return `${us}us`;
}
