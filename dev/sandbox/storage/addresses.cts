import { randomBytes } from 'node:crypto';
import type { Content } from './content.cts';

export interface Header {
	name: string;
	value: string;
}

export interface File {
	name: string;
	type: string;
	content: Content;
}

/** Where bytes go: the version of a document by its uuid, and a part of it. */
export interface Slot {
	uuid: string;
	part: number;
	/** Signed with the address: a PUT must bring exactly these (facts 4.1, trap 9). */
	headers: Header[];
}

/** What one address is good for. */
export type Grant = ({ method: 'GET'; file: File } | { method: 'PUT'; slot: Slot }) & {
	path: string;
	until: number;
};

/** Addresses of storage, signed as Amazon S3 signs them: who has one needs nothing else (facts 4.1, 4.3). */
export class Addresses {
	/** Where storage listens. */
	url = '';
	goodForMs = 600_000;
	/** Changes every address that is handed out. */
	rewrite?: (address: string) => string;
	private readonly granted = new Map<string, Grant>();

	toGet(file: File, now: number): string {
		const path = `/files/${randomBytes(8).toString('hex')}/${encodeURIComponent(file.name)}`;
		return this.handOut(path, now, (grant) => ({ ...grant, method: 'GET', file }));
	}

	toPut(slot: Slot, filename: string, now: number): string {
		const path = `/uploads/${slot.uuid}/${encodeURIComponent(filename)}`;
		return this.handOut(path, now, (grant) => ({ ...grant, method: 'PUT', slot }), slot);
	}

	find({ searchParams }: URL): Grant | undefined {
		return this.granted.get(searchParams.get('X-Amz-Signature') ?? '');
	}

	private handOut(
		path: string,
		now: number,
		grantOf: (grant: Pick<Grant, 'path' | 'until'>) => Grant,
		slot?: Slot,
	): string {
		const signature = randomBytes(32).toString('hex');
		const signed = ['host', ...(slot?.headers ?? []).map(({ name }) => name.toLowerCase())];
		const address = new URL(path, this.url);
		const query = {
			...(slot?.part && { partNumber: String(slot.part) }),
			'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
			'X-Amz-Date': new Date(now).toISOString().replace(/[-:]|\.\d+/g, ''),
			'X-Amz-Expires': String(Math.ceil(this.goodForMs / 1000)),
			'X-Amz-SignedHeaders': signed.sort().join(';'),
			'X-Amz-Signature': signature,
		};
		address.search = new URLSearchParams(query).toString();
		this.granted.set(signature, grantOf({ path: address.pathname, until: now + this.goodForMs }));
		return this.rewrite?.(address.href) ?? address.href;
	}
}
