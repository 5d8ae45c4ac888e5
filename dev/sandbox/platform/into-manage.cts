import { badRequest, notFound } from '../errors.cts';
import type { Sandbox } from '../server.cts';
import type { Row } from '../store.cts';

/**
 * What Clio does with a matter that was hired: it and its client come into Clio Manage, and each side knows
 * the other by `clio_id`. A client who is there already is taken. UNKNOWN how long that takes and what else
 * is copied, so a test says when, and it is the least.
 */
export function copyToManage(sandbox: Sandbox, id: number): Row {
	const { platform, store } = sandbox;
	const hired = platform.store.get('matters', id);
	if (!hired) throw notFound(`Clio Grow has no matter ${id}`);
	if (hired.status_category !== 'hired') throw badRequest(`Matter ${id} was not hired`);
	const client = { id: clientOf(sandbox, hired.client_id) };
	const area = store.all('practice_areas').find(({ name }) => name === hired.type);
	const [matter] = sandbox.create('matters', {
		client,
		description: hired.description ?? 'New matter',
		...(area && { practice_area: { id: area.id } }),
	});
	platform.change('matters', { clio_id: matter.id }, { ids: [id] });
	return matter;
}

function clientOf(sandbox: Sandbox, id: number): number {
	const { platform } = sandbox;
	const contact = platform.store.get('contacts', id)!;
	if (contact.clio_id) return contact.clio_id;
	const { type, name, first_name, last_name, emails } = contact;
	const [copy] = sandbox.create('contacts', {
		...(type === 'Person' ? { type, first_name, last_name } : { type, name }),
		email_addresses: emails.map((address: string) => ({ name: 'Work', address })),
	});
	platform.change('contacts', { clio_id: copy.id }, { ids: [id] });
	return copy.id;
}
