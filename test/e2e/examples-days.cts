import { DAY } from '../../dev/n8n/clock/advance.cts';

/** So many days from today, as Clio has days. */
export const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** Far from midnight, whatever the hour. */
export const momentIn = (days: number, hour: number) => `${dayIn(days)}T${hour}:00:00Z`;
