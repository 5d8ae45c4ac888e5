import type { Call } from './call.cts';
import { notFound } from './errors.cts';
import { findResource } from './resources/index.cts';
import type { ListReply, MemberCall, Reply, Resource } from './vocabulary.cts';

/** Where a path leads. */
export interface Place {
	resource: Resource;
	/** The record that it is below: the contact of `contacts/17/email_addresses`. */
	above?: { resource: Resource; key: string };
	key?: string;
	memberCall?: MemberCall;
	reply?: Reply;
	listReply?: ListReply;
}

/** Paths work with and without `.json` (facts 2.2). */
export function locate(call: Call): Place {
	const plain = call.path.replace(/\.json$/, '');
	return findList(plain) ?? ofList(plain, call) ?? ofRecord(plain, call) ?? nowhere(call);
}

export const noSuchPath = ({ method, path }: Call) => notFound(`No such path: ${method} /${path}`);

function nowhere(call: Call): never {
	throw noSuchPath(call);
}

/** A list, of the firm or of a record. */
function findList(path: string): Place | undefined {
	const resource = findResource(path);
	if (resource) return { resource };
	const [, owner, key, below] = /^(.+?)\/(\d+)\/(.+)$/.exec(path) ?? [];
	const nested = findResource(`${owner}/{id}/${below}`);
	return nested && { resource: nested, above: { resource: findResource(owner)!, key } };
}

/** What has an id in a list, or a name. */
function ofList(path: string, { method }: Call): Place | undefined {
	const [, before, key] = /^(.+)\/([^/]+)$/.exec(path) ?? [];
	const list = findList(before ?? '');
	const listReply = list?.resource.listReplies?.[`${method} ${key}`];
	if (!list || list.resource.single) return undefined;
	return listReply ? { ...list, listReply } : { ...list, key };
}

/** What stands behind an id. */
function ofRecord(path: string, { method }: Call): Place | undefined {
	const [, before, key, name] = /^(.+)\/(\d+)\/(\w+)$/.exec(path) ?? [];
	const list = findList(before ?? '');
	const memberCall = list?.resource.calls?.[`${method} ${name}`];
	const reply = list?.resource.replies?.[`${method} ${name}`];
	return memberCall || reply ? { ...list!, key, memberCall, reply } : undefined;
}
