/** Conditional reads and updates are offered where Clio knows the header for them, and where records have an etag. */
import 'reflect-metadata';
import { resources, resourceBehind } from '../../clio/resources/index.ts';
import type { Operation, Resource } from '../../clio/resources/vocabulary.ts';
import { formOf } from './forms.cts';
import { anyNames, openApi, readsOf, type Action } from './openapi.cts';

const missing = 'Conditions: skipped, Clio’s OpenAPI file is not here (CLIO_OPENAPI is its path)';
if (!openApi) process.stdout.write(`${missing}\n`);

interface Entry {
	/** Resource and operation, as in the menus. */
	at: string;
	behind: Resource;
	verb: Operation;
	offered: string[];
}

/** What is behind Add Option, wherever the form leads. */
const entriesOf = (node: string): Entry[] => {
	const form = formOf(node);
	return form.choices.map((chosen) => {
		const { resource, operation } = chosen as { resource: string; operation: Operation };
		const own = resourceBehind(resource, operation);
		const behind = own ?? resources[resource];
		const situation = form.situations.find((one) => one.chosen === chosen)!;
		const options = form.shownIn(situation).find(({ name }) => name === 'options');
		const offered = options ? form.offeredIn(options, situation).map(({ name }) => name) : [];
		const verb = own ? own.operations[0] : operation;
		return { at: `${resource} ${operation}`, behind, verb, offered };
	});
};

const manage = ['Clio', 'ClioAdvanced'].flatMap(entriesOf);

const headerOf: Record<string, string> = { get: 'IF-NONE-MATCH', update: 'IF-MATCH' };

/** Clio's own words about reading or changing a record alone. */
function actionOf({ behind: { path, single }, verb }: Entry): Action | undefined {
	const own = anyNames(single ? `/${path}` : `/${path}/{id}`);
	const { paths = {} } = openApi ?? {};
	const found = Object.keys(paths).find((one) => anyNames(one.replace(/\.json$/, '')) === own);
	return found ? paths[found][verb === 'get' ? 'get' : 'patch'] : undefined;
}

const knowsHeader = (entry: Entry): boolean =>
	actionOf(entry)?.parameters.some(({ name }) => name === headerOf[entry.verb]) ?? false;

(openApi ? describe : describe.skip)(openApi ? 'Conditions at Clio Manage' : missing, () => {
	test.each([
		['Skip If Unchanged', 'ifNoneMatch', 'get'],
		['Only If Unchanged', 'ifMatch', 'update'],
	])('%s', (_, option, verb) => {
		const places = manage.filter((one) => one.verb === verb && one.behind);
		const can = places.filter(
			(one) => knowsHeader(one) && readsOf(openApi!, actionOf(one)).has('etag'),
		);
		const has = manage.filter(({ offered }) => offered.includes(option));
		expect(has.map(({ at }) => at).sort()).toEqual(can.map(({ at }) => at).sort());
		expect(has.length).toBeGreaterThan(40);
	});
});

test('what to do with a changed record is offered beside the condition, where it can be read', () => {
	const has = (name: string) =>
		manage.filter(({ offered }) => offered.includes(name)).map(({ at }) => at);
	const unreadable = has('ifMatch').filter((at) => !has('whenChanged').includes(at));
	expect(unreadable).toEqual([
		'document move',
		'document restore',
		'medicalBill update',
		'medicalRecord update',
	]);
	expect(has('ifMatch')).toEqual(expect.arrayContaining(has('whenChanged')));
});

// The handbook of the Platform says so, its file is silent (Platform facts 4).
test('Clio Grow: whatever is read alone can be skipped', () => {
	const grow = entriesOf('ClioGrow');
	const has = grow.filter(({ offered }) => offered.includes('ifNoneMatch'));
	expect(has).toEqual(grow.filter(({ verb }) => verb === 'get'));
	expect(has.length).toBeGreaterThan(3);
});
