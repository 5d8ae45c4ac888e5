import axios, { type AxiosInstance } from 'axios';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';

export type Client = ReturnType<typeof clientOf>;

/** Takes every status as an answer, signed in as the first user or another. */
export function appOf(
	{ url, issueToken }: Pick<Sandbox, 'url' | 'issueToken'>,
	userId?: number,
): AxiosInstance {
	return axios.create({
		baseURL: `${url}/api/v4/`,
		headers: { authorization: `Bearer ${issueToken(userId).access_token}` },
		validateStatus: () => true,
		maxRedirects: 0,
	});
}

/** The calls of an app on the sandbox. */
export function clientOf(sandbox: Pick<Sandbox, 'url' | 'issueToken'>, userId?: number) {
	const http = appOf(sandbox, userId);
	const call = async (method: string, path: string, fields?: string, body?: object) => {
		const answer = await http.request({
			...{ method, url: path, params: { fields } },
			...(body && { data: { data: body } }),
		});
		const { data, meta, error } = answer.data ?? {};
		return {
			...{ status: answer.status, data, meta, message: error?.message as string | undefined },
			/** Where it leads, and what it shows when it is no record. */
			...{ location: answer.headers.location as string | undefined, page: answer.data },
		};
	};
	return {
		get: (path: string, fields?: string) => call('GET', path, fields),
		read: async (path: string, fields?: string) => (await call('GET', path, fields)).data,
		list: async (path: string, fields?: string): Promise<any[]> =>
			(await call('GET', path, fields)).data,
		create: (path: string, body: object, fields = 'id') => call('POST', path, fields, body),
		update: (path: string, body: object, fields = 'id') => call('PATCH', path, fields, body),
		remove: (path: string) => call('DELETE', path),
	};
}

/** A firm on a day in March, and an app on it. */
export async function startFirm(matters: number): Promise<{ sandbox: Sandbox; clio: Client }> {
	const sandbox = await startSandbox({ matters, now: () => Date.parse('2026-03-02T12:00:00Z') });
	return { sandbox, clio: clientOf(sandbox) };
}

interface Address {
	put_url: string;
	put_headers: { name: string; value: string }[];
}

/** What an app does with the address of an upload or of a part: the bytes with exactly those headers. */
export const putFile = (
	{ put_url, put_headers }: Address,
	bytes: string | Buffer,
	more: object = {},
) => {
	const headers = Object.fromEntries(put_headers.map(({ name, value }) => [name, value]));
	return axios.put(put_url, bytes, {
		headers: { ...headers, ...more },
		validateStatus: () => true,
	});
};
