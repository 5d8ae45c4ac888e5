import type { INodeParameters } from 'n8n-workflow';
import type { Row } from '../../dev/sandbox/store.cts';
import { growEvents } from '../../clio/polling/growEvents';
import {
	day,
	hour,
	idsOf,
	messageOf,
	minute,
	second,
	told,
	withPoll,
	type Place,
} from './poll-kit.cts';

/** The same promises for Clio Grow, whose lists, tokens and refusals are its own. */
const on = (triggerOn: string, work: (place: Place) => Promise<void>, more: object = {}) =>
	withPoll(
		{
			node: 'clioGrowPollTrigger',
			parameters: { triggerOn, ...more } as INodeParameters,
			clio: { matters: 12 },
		},
		work,
	);

const platformOf = ({ sandbox }: Place) => sandbox.platform;
const ids = (rows: Row[]) => idsOf(rows).sort((a, b) => a - b);
const toldBy = ({ host }: Place) => idsOf(host.items).sort((a, b) => a - b);
const newest = (place: Place, table: string) => platformOf(place).store.all(table).at(-1)!;

/** A small firm: Clio Grow lists the notes of each record by itself, three requests a second. */
const leave = (place: Place, count: number, ...tables: string[]) => {
	for (const table of tables) {
		const all = platformOf(place).store.all(table);
		platformOf(place).remove(table, { ids: ids(all).slice(0, all.length - count) });
	}
};

const lead = {
	first_name: 'Nora',
	last_name: 'Vance',
	from_message: 'A fence',
	email: 'n@x.example',
};
const person = { first_name: 'Nora', last_name: 'Vance' };
const note = (place: Place, of: 'contact' | 'matter', at = -1) => {
	const { id } = platformOf(place).store.all(`${of}s`).at(at)!;
	const values = { [`${of}_id`]: id, subject: 'Call', body: 'Called back' };
	return platformOf(place).create(`${of}_notes`, values)[0];
};

/** What starts each, and what does not. */
const happenings: Record<
	string,
	{ starts: (place: Place) => Row; not: (place: Place) => unknown }
> = {
	growContactCreated: {
		starts: (place) => platformOf(place).create('contacts', person)[0],
		not: (place) => platformOf(place).change('contacts', { last_name: 'Vale' }),
	},
	growContactUpdated: {
		starts: (place) => platformOf(place).change('contacts', { last_name: 'Vale' })[0],
		not: (place) => platformOf(place).create('contacts', person),
	},
	growLeadCreated: {
		starts: (place) => platformOf(place).create('inbox_leads', lead)[0],
		not: (place) => platformOf(place).create('inbox_leads', { ...lead, state: 'ignored' }),
	},
	growMatterCreated: {
		starts: (place) => platformOf(place).create('matters', { description: 'A fence' })[0],
		not: (place) => platformOf(place).change('matters', { description: 'A hedge' }),
	},
	growMatterHired: {
		starts: (place) =>
			platformOf(place).create('matters', { description: 'x', status_category: 'hired' })[0],
		not: (place) => {
			platformOf(place).create('matters', { description: 'A fence' });
			const hired = platformOf(place)
				.store.all('matters')
				.find((one) => one.status_category === 'hired')!;
			platformOf(place).change('matters', { location: 'Leeds' }, { ids: [hired.id] });
		},
	},
	growMatterUpdated: {
		starts: (place) => platformOf(place).change('matters', { description: 'A hedge' })[0],
		not: (place) => platformOf(place).create('matters', { description: 'A fence' }),
	},
	growNoteCreated: {
		starts: (place) => note(place, 'matter'),
		not: (place) => platformOf(place).create('contacts', person),
	},
};

test.each(Object.keys(growEvents))('%s: a test event, silence, then each once', (name) =>
	on(name, async (place) => {
		const { host, later } = place;
		const { starts, not } = happenings[name];
		leave(place, 3, 'contacts', 'matters');
		const [{ id: before }] = platformOf(place).store.all('matters');
		platformOf(place).change('matters', { status_category: 'hired' }, { ids: [before] });
		note(place, 'contact');
		// What comes in the second of the publication is new.
		await place.pass(2 * second);
		const { json, error } = await host.fetchTestEvent();
		expect([error, json.length]).toEqual([undefined, 1]);
		await host.activate();
		not(place);
		await later();
		expect(host.items).toEqual([]);
		const { id } = starts(place);
		await later();
		expect(idsOf(host.items)).toEqual([id]);
		await host.restart();
		await later();
		expect([host.items.length, host.failed]).toEqual([1, []]);
	}),
);

test('Matter Hired gives the ID in Clio Manage, and waits for it if it should', () =>
	on('growMatterHired', async (place) => {
		const { sandbox, host, later } = place;
		await host.activate();
		const { id } = platformOf(place).create('matters', { description: 'A fence' })[0];
		await later();
		const clio_id = sandbox.store.all('matters').at(-1)!.id;
		platformOf(place).change('matters', { status_category: 'hired' }, { ids: [id] });
		await later();
		expect(idsOf(host.items)).toEqual([id]);
		platformOf(place).change('matters', { clio_id }, { ids: [id] });
		await later();
		expect(host.items).toHaveLength(1);
		host.configure({ onlyInManage: true });
		await host.activate('update');
		const [other] = platformOf(place).create('matters', { status_category: 'hired' });
		await later();
		expect(host.items).toHaveLength(1);
		platformOf(place).change('matters', { clio_id }, { ids: [other.id] });
		await later();
		expect(host.items.slice(1)).toMatchObject([{ id: other.id, clioId: clio_id }]);
	}));

test('Matter Hired finds a matter that comes into Clio Manage without a change that shows', () =>
	on(
		'growMatterHired',
		async (place) => {
			const { sandbox, host, later } = place;
			await host.activate();
			const [matter] = platformOf(place).create('matters', { status_category: 'hired' });
			const [gone] = platformOf(place).create('matters', { status_category: 'hired' });
			await later(hour);
			await later(hour);
			expect(host.items).toEqual([]);
			// The row itself, as it is stored: no stamp moves.
			const clio_id = sandbox.store.all('matters').at(-1)!.id;
			matter.clio_id = clio_id;
			gone.clio_id = clio_id;
			gone.status_category = 'declined';
			await host.restart();
			await later();
			await later();
			expect(host.items).toMatchObject([{ id: matter.id, clioId: clio_id }]);
		},
		{ onlyInManage: true },
	));

test('a lead that was accepted in time is a matter, whose lead is named', () =>
	on('growMatterCreated', async (place) => {
		const { host, later } = place;
		await host.activate();
		const [{ id }] = platformOf(place).create('inbox_leads', lead);
		const matter = platformOf(place).acceptLead(id);
		await later();
		expect(idsOf(host.items)).toEqual([matter.id]);
	}));

test('1,000 changes in bursts, with restarts in between: each once', () =>
	on('growContactCreated', async (place) => {
		const { host, later, pass } = place;
		await host.activate();
		const all: Row[] = [];
		const platform = platformOf(place);
		for (let burst = 0; all.length < 1000; burst++) {
			const count = Math.min([260, 3, 420][burst % 3], 1000 - all.length);
			all.push(...platform.create('contacts', person, count));
			await pass([minute, 5 * minute, hour][burst % 3]);
			if (burst === 2) await host.restart();
			else await host.tick();
		}
		await later();
		expect(toldBy(place)).toEqual(ids(all));
	}));

test('changes of one second on both sides of a poll, and one that shows late', () =>
	on('growMatterUpdated', async (place) => {
		const { sandbox, host, later, pass } = place;
		await host.activate();
		await pass(hour);
		const platform = platformOf(place);
		const [one, two, three] = ids(platform.store.all('matters'));
		const at = Math.floor(sandbox.now() / 1000) * 1000;
		platform.change('matters', { description: 'Before' }, { ids: [one, two], at });
		await host.tick();
		platform.change('matters', { description: 'After' }, { ids: [two, three], at });
		await later();
		platform.change('matters', { location: 'York' }, { ids: [one], at: sandbox.now() - 100_000 });
		await later();
		await later();
		expect(idsOf(host.items)).toEqual([one, two, two, three, one]);
	}));

test('only when these fields change, with what they were before', () =>
	on(
		'growMatterUpdated',
		async (place) => {
			const { host, later } = place;
			await host.activate();
			const { id, status } = newest(place, 'matters');
			platformOf(place).change('matters', { description: 'Other' }, { ids: [id] });
			await later();
			expect(host.items).toEqual([]);
			platformOf(place).change('matters', { status: 'Waiting' }, { ids: [id] });
			await host.restart();
			expect(host.items).toMatchObject([
				{ id, changes: { status: { from: status, to: 'Waiting' } } },
			]);
		},
		{ watchedFields: ['status'] },
	));

test('switched off for three weeks, and n8n down for three', () =>
	on('growLeadCreated', async (place) => {
		const { host, later, pass } = place;
		const platform = platformOf(place);
		await host.activate();
		await host.deactivate();
		await pass(21 * day);
		platform.create('inbox_leads', lead, 5);
		await pass(minute);
		await host.activate();
		await later();
		expect(host.items).toEqual([]);
		host.kill();
		const missed = platform.create('inbox_leads', lead, 5);
		await pass(21 * day);
		await host.restart();
		await later();
		expect(toldBy(place)).toEqual(ids(missed));
	}));

test('notes on a contact and on a matter say whose they are, also on records that seem unchanged', () =>
	on('growNoteCreated', async (place) => {
		const { host, later } = place;
		leave(place, 3, 'contacts', 'matters');
		await host.activate();
		const notes = [note(place, 'contact', 0), note(place, 'matter', 0)];
		await later();
		expect(toldBy(place)).toEqual(ids(notes));
		expect(host.items).toContainEqual(
			expect.objectContaining({ contact: expect.any(String), contactId: expect.any(Number) }),
		);
		expect(host.items).toContainEqual(
			expect.objectContaining({ matterId: expect.any(Number), event: 'created' }),
		);
		const third = note(place, 'contact', 1);
		await later();
		await host.restart();
		expect(idsOf(host.items.slice(2))).toEqual([third.id]);
	}));

test('the notes on matters only, of which there are many', () =>
	on(
		'growNoteCreated',
		async (place) => {
			const { host, later } = place;
			platformOf(place).create('matters', { description: 'A fence' }, 40);
			leave(place, 40, 'matters');
			await place.pass(hour);
			await host.activate();
			note(place, 'contact');
			const notes = [note(place, 'matter', 0), note(place, 'matter', 35)];
			await later();
			expect(idsOf(host.items)).toEqual([notes[0].id]);
			// The round through all matters takes two polls.
			await later();
			expect(idsOf(host.items)).toEqual(idsOf(notes));
			const paths = platformOf(place).requests.map(({ path }) => path);
			expect(paths.filter((path) => /contacts/.test(path))).toEqual([]);
		},
		{ notesOn: ['matters'] },
	));

describe('refused', () => {
	test.each(['forbidden', 'redirect'] as const)('a scope that is missing (%s)', (answer) =>
		on('growContactUpdated', async (place) => {
			const { host, later } = place;
			const platform = platformOf(place);
			platform.withheldAnswer = answer;
			platform.authHost = place.sandbox.storage.url;
			platform.withhold('grow_contact_read');
			expect(await messageOf(host.activate())).toMatch(
				/does not allow this connection to list contacts.*grow_contact_read/,
			);
			platform.withhold();
			await host.activate();
			platform.withhold('grow_contact_read');
			const changed = platform.change('contacts', { last_name: 'Vale' }, { count: 3 });
			for (let tick = 0; tick < 3; tick++) await later();
			expect(host.failed).toHaveLength(1);
			platform.withhold();
			await later();
			await later();
			expect(toldBy(place)).toEqual(ids(changed));
			expect(place.sandbox.storage.requests).toEqual([]);
		}),
	);

	test('a token that has expired is renewed, and the new one kept', () =>
		on('growContactCreated', async (place) => {
			const { host, later, pass } = place;
			const platform = platformOf(place);
			await host.activate();
			for (let days = 0; days < 3; days++) {
				const [{ id }] = platform.create('contacts', person);
				await pass(day + hour);
				await later();
				expect(idsOf(host.items).at(-1)).toBe(id);
			}
			expect(host.items).toHaveLength(3);
			expect(host.failed).toEqual([]);
			expect(platform.tokenRequests.filter(({ ok }) => !ok)).toEqual([]);
		}));

	test('a connection that was revoked', () =>
		on('growContactCreated', async (place) => {
			const { host, later } = place;
			const platform = platformOf(place);
			await host.activate();
			platform.revokeTokens();
			const made = platform.create('contacts', person, 3);
			await later();
			await later();
			expect(host.failed.map(told)).toEqual([expect.stringMatching(/connect/)]);
			host.credential.oauthTokenData = { ...platform.issueToken(), token_type: 'bearer' };
			await later();
			expect(toldBy(place)).toEqual(ids(made));
		}));

	test('Clio Grow that is away for an hour', () =>
		on('growContactCreated', async (place) => {
			const { host, later } = place;
			const platform = platformOf(place);
			await host.activate();
			const made = platform.create('contacts', person, 3);
			platform.fail({ drop: true, times: Infinity });
			for (let tick = 0; tick < 3; tick++) await later(25 * minute);
			expect(host.failed).toHaveLength(1);
			platform.clearFaults();
			await later();
			await later();
			expect(toldBy(place)).toEqual(ids(made));
		}));

	test('a link to the next page at a stranger: the bearer does not go there', () =>
		on('growContactCreated', async (place) => {
			const { sandbox, host, later } = place;
			const platform = platformOf(place);
			await host.activate();
			const made = platform.create('contacts', person, 250);
			platform.rewriteNext((next) => next.replace(platform.url, sandbox.storage.url));
			await later();
			expect(sandbox.storage.requests).toEqual([]);
			platform.rewriteNext();
			await later();
			expect(toldBy(place)).toEqual(ids(made));
		}));
});

test('static data stays small and holds no secret', () =>
	on('growContactCreated', async (place) => {
		const { host, later } = place;
		const platform = platformOf(place);
		await host.activate();
		platform.create('contacts', person, 600);
		await later();
		const kept = JSON.stringify([host.database, host.logged]);
		expect(kept.length).toBeLessThan(30_000);
		const { access_token, refresh_token } = host.credential.oauthTokenData as Record<
			string,
			string
		>;
		for (const secret of [access_token, refresh_token, platform.clientSecret])
			expect(kept).not.toContain(secret);
	}));
