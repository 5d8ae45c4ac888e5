import { placeOf } from '../../clio/regions';
import { refusal } from './fake.cts';

it.each([
	['us', 'https://app.clio.com', 'United States'],
	['ca', 'https://ca.app.clio.com', 'Canada'],
	['eu', 'https://eu.app.clio.com', 'Europe'],
	['au', 'https://au.app.clio.com', 'Australia'],
	[undefined, 'https://app.clio.com', 'United States'],
])('region %s is %s', (region, host, label) => {
	expect(placeOf({ region, customHost: 'https://left.over' })).toEqual({ host, label });
});

it.each(['mars', 'US', '', 'constructor'])('a region "%s" does not exist', async (region) => {
	const { message } = await refusal(() => placeOf({ region }));
	expect(message).toBe(`The credential has an unknown region: ${region}`);
});

it.each([
	['https://clio.example.com', 'https://clio.example.com'],
	['https://clio.example.com/', 'https://clio.example.com'],
	['  https://clio.example.com  ', 'https://clio.example.com'],
	['HTTPS://Clio.Example.COM', 'https://clio.example.com'],
	['https://clio.example.com:443', 'https://clio.example.com'],
	['https://clio.example.com:8443', 'https://clio.example.com:8443'],
	['http://127.0.0.1:4500', 'http://127.0.0.1:4500'],
	['http://[::1]:4500/', 'http://[::1]:4500'],
])('a custom host "%s" is %s', (customHost, host) => {
	expect(placeOf({ region: 'custom', customHost })).toEqual({ host, label: host });
});

it.each([
	['nothing', ''],
	['undefined', undefined],
	['no scheme', 'clio.example.com'],
	['ftp', 'ftp://clio.example.com'],
	['a path', 'https://clio.example.com/api/v4'],
	['two slashes at the end', 'https://clio.example.com//'],
	['a query', 'https://clio.example.com?key=1'],
	['a fragment', 'https://clio.example.com#top'],
	['credentials', 'https://me:secret@clio.example.com'],
	['a user name', 'https://me@clio.example.com'],
	['a blank inside', 'https://clio example.com'],
	['a line break', 'https://clio.example.com\nhttps://evil.example'],
	['a backslash', 'https://clio.example.com\\@evil.example'],
	['an impossible port', 'https://clio.example.com:99999'],
	['an impossible address', 'https://1.2.3.4.5'],
	['an impossible IPv6 address', 'https://[1:2]'],
])('a custom host with %s is refused without repeating it', async (_, customHost) => {
	const { message, advice } = await refusal(() => placeOf({ region: 'custom', customHost }));
	expect(message).toBe('The custom host of the credential is not a plain address');
	expect(advice).not.toContain('secret');
});
