/** The Gregorian calendar in UTC, and the time of day of the machine. */
import type { Machine } from '../../machine/machine.ts';

export interface Moment {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 is the first of January. */
  readonly dayOfYear: number;
  /** Since the epoch, rounded down. */
  readonly epochSeconds: number;
}

/** Instants are bigint microseconds since the epoch: file times before it and far after it stay exact. */
export type Instant = bigint;

const DAY_SECONDS = 86_400;

/** Days from the epoch to a date; months and days outside their range carry over. */
export const daysTo = (year: number, month: number, day: number): number => {
  const carried = year + Math.floor((month - 1) / 12);
  const m = ((((month - 1) % 12) + 12) % 12) + 1;
  const y = m <= 2 ? carried - 1 : carried;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5);
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468 +
    (day - 1)
  );
};

export const momentOf = (instant: Instant): Moment => {
  const micro = ((instant % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const epochSeconds = Number((instant - micro) / 1_000_000n);
  const days = Math.floor(epochSeconds / DAY_SECONDS);
  const inDay = epochSeconds - days * DAY_SECONDS;
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const marchDay = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * marchDay + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: marchDay - Math.floor((153 * marchMonth + 2) / 5) + 1,
    hour: Math.floor(inDay / 3600),
    minute: Math.floor((inDay % 3600) / 60),
    second: inDay % 60,
    nanosecond: Number(micro) * 1000,
    weekday: (((days + 4) % 7) + 7) % 7,
    dayOfYear: days - daysTo(year, 1, 1) + 1,
    epochSeconds,
  };
};

const powerOn = (m: Machine): bigint => BigInt(m.zfs.timing.powerOnSeconds) * 1_000_000n;

/** What the clock on the wall shows at a virtual time, which counts from power-on. */
export const wallClock = (m: Machine, virtualUs: number): Instant => powerOn(m) + BigInt(Math.round(virtualUs));

/** The virtual time of an instant; negative before power-on. */
export const virtualTime = (m: Machine, instant: Instant): number => Number(instant - powerOn(m));
