import type { Client, Json, Query } from './client';
import { ClioError } from './errors';
import type { Firm } from './firm';
import { ofManage } from './resources';
import type { Resource } from './resources/vocabulary';

/** `Unclear`: Clio answered neither with records nor that they are forbidden. */
export type State = 'Ready' | 'Missing' | 'Unclear';

/** Whom the connection belongs to. Needs no permission of its own (facts 5.10). */
export async function connectedUser(firm: Firm): Promise<Json> {
	const { name, email, account } = await firm.me();
	return {
		firm: (Object(account) as Json).name ?? null,
		region: firm.client.place.label,
		user: name ?? null,
		email: email ?? null,
	};
}

/** Each permission that the package knows of, tried with the smallest list that needs it and nothing else. */
export async function permissionStates(client: Client): Promise<Record<string, State>> {
	const states: Record<string, State> = {};
	for (const permission of permissions()) states[permission] = await tried(client, permission);
	return states;
}

const permissionsOf = ({ permission }: Resource): string[] => permission.split(' and ');

const permissions = (): string[] => [...new Set(ofManage.flatMap(permissionsOf))].sort();

interface Probe {
	path: string;
	query: Query;
}

function probeFor(permission: string): Probe | undefined {
	const found = ofManage.find((one) => one.permission === permission && canBeListed(one));
	return found && { path: found.path, query: found.whole ?? {} };
}

/** Some lists cannot be asked for without saying whose (facts 2.4), some have no ids, some do not exist. */
const canBeListed = ({ operations, reads, filters }: Resource): boolean =>
	(!operations.length || operations.includes('getAll')) &&
	reads.includes('id') &&
	!Object.values(filters).some(({ required, own }) => required && !own);

async function tried(client: Client, permission: string): Promise<State> {
	const probe = probeFor(permission);
	if (!probe) return 'Unclear';
	const { path } = probe;
	const query = { ...probe.query, fields: 'id', limit: 1 };
	const attempt = { did: `list ${path}`, permission };
	const list = client.list({ path, query, attempt });
	return list.then(() => 'Ready' as const, stateAfter);
}

/** Trouble with the connection as a whole is no answer about a permission. */
function stateAfter(error: unknown): State {
	const reason = error instanceof ClioError ? error.reason : undefined;
	if (reason === 'permission') return 'Missing';
	if (reason === 'notFound' || reason === 'refused' || reason === 'badInput') return 'Unclear';
	throw error;
}
