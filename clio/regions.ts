import { originOf } from './address';
import { refuse } from './errors';

export type Regions = Record<string, Place>;

/** Each region is a Clio of its own: an app, a token or a record of one is unknown to the others (facts 1.1). */
export const regions: Regions = {
	us: { label: 'United States', host: 'https://app.clio.com' },
	ca: { label: 'Canada', host: 'https://ca.app.clio.com' },
	eu: { label: 'Europe', host: 'https://eu.app.clio.com' },
	au: { label: 'Australia', host: 'https://au.app.clio.com' },
};

export const apiPath = '/api/v4';

export interface Place {
	/** Origin without a final slash, e.g. `https://eu.app.clio.com`. */
	host: string;
	label: string;
}

/**
 * Where a credential's Clio is. Throws for a region that does not exist and for a custom host that is
 * more than an origin: a path would send requests astray, a password would end up in logs.
 */
export function placeOf(
	credential: { region?: unknown; customHost?: unknown },
	places = regions,
): Place {
	const region = String(credential.region ?? 'us');
	if (Object.keys(places).includes(region)) return places[region];
	if (region !== 'custom') {
		return refuse(
			`The credential has an unknown region: ${region}`,
			'Open the credential and choose the region of the firm.',
		);
	}
	const host = plainOrigin(String(credential.customHost ?? '').trim());
	if (!host) {
		return refuse(
			'The custom host of the credential is not a plain address',
			'Enter only the beginning of the address, like https://clio.example.com or http://127.0.0.1:4500: no path, no user name, no password.',
		);
	}
	return { host, label: host };
}

/** The origin of an address that is nothing more than one. */
const plainOrigin = (address: string): string | undefined =>
	/^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?\/?$/i.test(address)
		? originOf(address)
		: undefined;
