const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days from 1970-01-01 to a day of the (Gregorian) calendar; NaN if there is no such day. */
export function daysOf(year: number, month: number, day: number): number {
  if (!(year >= 0) || !(month >= 1 && month <= 12) || !(day >= 1)) return Number.NaN;
  const leap = isLeap(year);
  if (day > DAYS_IN_MONTH[month - 1]! + (leap && month === 2 ? 1 : 0)) return Number.NaN;
  return daysBefore(year) + DAYS_BEFORE_MONTH[month - 1]! + (leap && month > 2 ? 1 : 0) + day - 1;
}

/** Days from 1970-01-01 to the n-th day of a year, counted from 1; NaN if there is no such day. */
export function daysOfOrdinal(year: number, day: number): number {
  return year >= 0 && day >= 1 && day <= (isLeap(year) ? 366 : 365) ? daysBefore(year) + day - 1 : Number.NaN;
}

/** Days from 1970-01-01 to a day (1 is Monday) of an ISO 8601 week; NaN if there is no such week. */
export function daysOfWeek(year: number, week: number, day: number): number {
  if (!(week >= 1 && week <= 53 && day >= 1 && day <= 7)) return Number.NaN;
  const fourth = daysBefore(year) + 3; // 4 January lies in week 1 (1970-01-01 was a Thursday)
  const monday = fourth - ((((fourth + 3) % 7) + 7) % 7);
  return monday + (week - 1) * 7 + day - 1;
}

/** A year of two digits is one of this century, or of the last from 70 on. */
export function fullYear(year: number): number {
  return year + (year < 70 ? 2000 : 1900);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysBefore(year: number): number {
  const before = year - 1;
  return 365 * before + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 719_162;
}
