import axios, { type AxiosResponse } from 'axios';
import type { Output } from './work.cts';

interface Answer {
	data: object[];
	meta: { paging: { next?: string } };
}

/** A list outside n8n: page after page by a bare HTTP client, and nothing done to the records. */
export async function readPages(first: string, token: string): Promise<Output> {
	const headers = { Authorization: `Bearer ${token}` };
	const items: object[] = [];
	for (let next: string | undefined = first; next;) {
		const { data: page }: AxiosResponse<Answer> = await axios.get(next, { headers });
		items.push(...page.data);
		next = page.meta.paging.next;
	}
	return { items };
}
