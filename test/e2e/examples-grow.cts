import assert from 'node:assert/strict';
import { MINUTE } from '../../dev/n8n/clock/advance.cts';
import type { Host, Sandbox } from '../../dev/n8n/host.cts';
import { since, type Row, type Start, type Trial } from './trial.cts';

const FORM = 'A Form or Voice Agent Sends a Lead';
const HIRED = 'A Matter Is Hired';

/** The example with Clio Grow. */
export async function leadSource(start: Start, host: Host): Promise<void> {
	const { sandbox } = host;
	const field = addField(sandbox);
	const tried = await start('lead-source');
	await tried.run(FORM);
	assert.equal(sourceOf(sandbox, inbox(sandbox).at(-1)!), 'Website');

	const published = await start('lead-source');
	await published.publish();
	const [web, phone] = await leads(published, host);
	const fresh = since(sandbox, 'contacts', 'matters');
	let ran = 2;

	// Hired, but not in Clio Manage yet: nothing starts.
	const hired = hire(sandbox, web);
	await host.advance(6 * MINUTE, 6 * MINUTE);
	await published.ran(ran);
	const matter = sandbox.copyToManage(hired.id);
	await host.advance(6 * MINUTE, 6 * MINUTE);
	await published.ran(++ran);
	assert.deepEqual(valuesOf(sandbox, matter, field), ['Website']);

	// What Clio does not show any more is asked for, and nothing is written.
	const other = hire(sandbox, phone);
	sandbox.platform.remove('inbox_leads', { ids: [phone.id] });
	const second = sandbox.copyToManage(other.id);
	await host.advance(6 * MINUTE, 6 * MINUTE);
	const [mail] = (await published.ran(++ran)).mails();
	assert.equal(mail.to, 'office@lawfirm.example');
	assert.equal(mail.subject, 'Where does Unknown Unknown come from?');
	assert.match(mail.text, /Please call back\.\), but the source of the lead is not known: Clio/);
	assert.deepEqual(valuesOf(sandbox, second, field), []);

	// Not a lead: there is no source to keep.
	const client_id = sandbox.platform.store.all('contacts')[0].id;
	const [referred] = sandbox.platform.create('matters', { client_id, status_category: 'hired' });
	const third = sandbox.copyToManage(referred.id);
	await host.advance(6 * MINUTE, 6 * MINUTE);
	assert.deepEqual((await published.ran(++ran)).mails(), []);

	// Each was told once, and the workflow made nobody.
	await host.advance(6 * MINUTE, 6 * MINUTE);
	await published.ran(ran);
	const ids = (rows: Row[]) => rows.map(({ id }) => id);
	assert.deepEqual(ids(fresh('matters')), ids([matter, second, third]));
	assert.deepEqual(ids(fresh('contacts')), [matter.client, second.client]);
	await published.unpublish();

	const { updated_at } = sandbox.store.get('matters', matter.id)!;
	await tried.run(HIRED);
	assert.equal(sandbox.store.get('matters', matter.id)!.updated_at, updated_at, 'nothing changed');
}

/** One from the website, one from a voice agent that knows little; both are in the inbox. */
async function leads(published: Trial, { sandbox, editorUrl }: Host): Promise<Row[]> {
	const { parameters } = published.node(FORM);
	const send = async (query: string, body: object) => {
		const headers = { 'content-type': 'application/json' };
		const address = `${editorUrl}webhook/${String(parameters.path)}${query}`;
		const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
		assert.equal(answer.status, 200);
	};
	const who = { firstName: 'Wanda', lastName: 'Petrosyan', email: 'wanda@mail.example' };
	await send('', { ...who, message: 'A broken lease' });
	await published.ran(1);
	await send('?from=voice', { phone: '+1 555 010 0177' });
	await published.ran(2);
	const [web, phone] = inbox(sandbox).slice(-2);
	assert.deepEqual([web.last_name, sourceOf(sandbox, web)], ['Petrosyan', 'Website']);
	assert.deepEqual([phone.phone_number, phone.email], ['+1 555 010 0177', null]);
	assert.equal(sourceOf(sandbox, phone), 'Voice Agent');
	const named = sandbox.platform.store.all('sources').filter(({ name }) => name === 'Website');
	assert.equal(named.length, 1);
	return [web, phone];
}

function addField(sandbox: Sandbox): Row {
	const shape = { parent_type: 'Matter', name: 'Lead Source', field_type: 'text_line' };
	const usual = { displayed: true, required: false, deleted: false, display_order: 901 };
	const [field] = sandbox.create('custom_fields', { ...shape, ...usual });
	return field;
}

/** A person in the firm accepts the lead, and the client signs. */
function hire({ platform }: Sandbox, lead: Row): Row {
	const { id } = platform.acceptLead(lead.id);
	const [matter] = platform.change('matters', { status_category: 'hired' }, { ids: [id] });
	return matter;
}

const inbox = ({ platform }: Sandbox): Row[] =>
	platform.store.all('inbox_leads').filter(({ state }) => state === 'untriaged');

const sourceOf = ({ platform }: Sandbox, { marketing_source }: Row): string | undefined =>
	platform.store.get('sources', marketing_source)?.name;

const valuesOf = (sandbox: Sandbox, { id }: Row, field: Row): unknown[] =>
	((sandbox.store.get('matters', id)!.custom_field_values ?? []) as Row[])
		.filter(({ custom_field }) => custom_field === field.id)
		.map(({ value }) => value);
