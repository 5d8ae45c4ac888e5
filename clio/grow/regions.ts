import type { Regions } from '../regions';

/**
 * The Clio Platform, which has Clio Grow in it. Each region is one of its own; its letters stand in front of the
 * whole host (Platform facts 2).
 */
export const platformRegions: Regions = {
	us: { label: 'United States', host: 'https://api.clio.com' },
	ca: { label: 'Canada', host: 'https://ca.api.clio.com' },
	eu: { label: 'Europe', host: 'https://eu.api.clio.com' },
	au: { label: 'Australia', host: 'https://au.api.clio.com' },
};

/** Where forms and voice agents send leads by the token of an inbox (Platform facts 10). */
export const leadInboxRegions: Regions = {
	us: { label: 'United States', host: 'https://grow.clio.com' },
	ca: { label: 'Canada', host: 'https://ca.grow.clio.com' },
	eu: { label: 'Europe', host: 'https://eu.grow.clio.com' },
	au: { label: 'Australia', host: 'https://au.grow.clio.com' },
};
