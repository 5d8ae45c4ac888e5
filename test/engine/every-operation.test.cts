import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { advanced, everyday, grow as ofGrow, resources } from '../../clio/resources/index.ts';
import { creating } from '../../clio/facts.ts';
import type { Field, Fields, Operation, Resource } from '../../clio/resources/vocabulary.ts';
import { operationAt } from '../contract/requests.cts';
import { recordParameter } from '../../nodes/Clio/parameterNames.ts';
import { grow, leadInbox, manage, type Api } from '../contract/apis.cts';
import { allOperations } from '../contract/openapi.cts';
import { choose, fileOf, runClio, runGrow, type Outcome } from './engine.cts';
import { enteredInto } from './entered.cts';
import { flyingTime } from './kit.cts';

/** Every operation of every resource, with the least a person must enter, and what Clio is asked for it. */
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ matters: 12, now: flyingTime() });
});
afterAll(async () => sandbox.close());

/** In this order, so that what is deleted at the end is what was created before. */
const verbs: Operation[] = [
	'getAll',
	'create',
	'path',
	'upload',
	'uploadVersion',
	'generate',
	'get',
	'download',
	'update',
	'preview',
	'delete',
];

const all = [...everyday, ...advanced, ...ofGrow];
/** What belongs to others is deleted before them. */
const lastFirst = [...all].reverse();

const cases = verbs.flatMap((verb) =>
	(verb === 'delete' ? lastFirst : all)
		.filter(({ operations }) => operations.includes(verb))
		.map((resource): [string, Operation, Resource] => [resource.name, verb, resource]),
);

/** What gives a file. */
const giving: Operation[] = ['download', 'generate'];
const outputField = { binaryPropertyName: 'data' };

/** What a form needs beside what it demands, by `<resource> <verb>`. */
const beside: Record<string, object> = {
	'contact create': { first_name: 'Ida', last_name: 'Example' },
	'reminder create': { duration_value: 2, duration_unit: 'days' },
	'reminder update': { fields: { duration_value: 3, duration_unit: 'days' } },
	'expense update': { fields: { note: 'Filing fee' } },
	'documentTemplate update': { fields: { filename: 'Dear.docx' } },
	'growMatterType create': { name: 'Adoption' },
	'report generate': { return: 'pdf' },
	'report download': { return: 'file' },
	'reportFromPreset generate': { return: 'file' },
};

/** Records that an operation needs in a certain state. */
const inState: Record<string, () => unknown> = {
	'bill delete': () => draft()?.id,
	'lineItem update': () => lineOf(draft()?.id),
	'lineItem delete': () => lineOf(draft()?.id),
};

const draft = () => sandbox.store.all('bills').find(({ state }) => state === 'draft');
const lineOf = (bill: unknown) =>
	sandbox.store.all('line_items').find((line) => line.bill === bill)?.id;

/** Ids of what was created here. */
const made = new Map<string, unknown>();

async function run(resource: Resource, verb: Operation, more: object): Promise<Outcome> {
	const { operationOf, name } = resource;
	const type = `n8n-nodes-clio.${everyday.includes(resource) ? 'clio' : 'clioAdvanced'}`;
	const menus = {
		resource: operationOf?.resource ?? name,
		operation: operationOf?.operation ?? verb,
	};
	const parameters = { ...menus, ...(await wholes(resource)), ...more } as INodeParameters;
	if (resource.api) return runGrow({ sandbox, parameters });
	return runClio({ sandbox, parameters, node: { type }, files: [{ data: letter }] });
}

const letter = fileOf('Dear.docx', 'Dear client', 'application/msword');

/** The record it is part of. */
const wholes = async ({ within = {} }: Resource): Promise<object> => samples(within, () => true);

async function idOf(resource: Resource): Promise<unknown> {
	if (made.has(resource.name)) return made.get(resource.name);
	const { store } = resource.api ? sandbox.platform : sandbox;
	const stored = store.all(resource.path);
	const place = resource.path.split('/').pop() as string;
	const [row] = stored.length ? stored : store.all(place);
	if (row) return row.id;
	const { json } = await run(resource, 'getAll', { limit: 1, ...(await mainFilters(resource)) });
	return json[0]?.id;
}

const mainFilters = async ({ filters }: Resource): Promise<object> =>
	samples(filters, (field) => Boolean(field.main && field.required));

async function samples(
	fields: Fields,
	isWanted: (field: Field) => boolean,
): Promise<INodeParameters> {
	const values: INodeParameters = {};
	for (const [key, field] of Object.entries(fields))
		if (isWanted(field)) values[key] = (await sample(field)) as never;
	return values;
}

async function sample(field: Field): Promise<unknown> {
	switch (field.kind) {
		case 'reference': {
			const [name] = field.to;
			const id = await idOf(resources[name]);
			return resources[name].lookup.shows === 'id' ? String(id) : choose(String(id));
		}
		case 'object':
		case 'list': {
			const row = await samples(field.of, (one) => !one.hidden);
			return { entries: field.kind === 'list' ? [row] : row };
		}
		default:
			return enteredInto(field);
	}
}

/** What a new record needs. */
const entered = async ({ writes }: Resource): Promise<object> =>
	samples(writes, (field) => isNeeded(writes, field));

/** Required, and shown with the menus as the form opens. */
const isNeeded = (writes: Fields, { required, whenEmpty, hidden, when = {} }: Field): boolean =>
	Boolean(required && !whenEmpty && !hidden) &&
	Object.entries(when).every(([menu, values]) => {
		const field = writes[menu] as Field | undefined;
		return (
			field?.kind === 'choice' && values.includes(field.preset ?? Object.keys(field.values)[0])
		);
	});

/** One field of an update that anyone may change. */
async function changed({ writes }: Resource): Promise<object> {
	const simple = Object.entries(writes).filter(
		([, { only, own, hidden, kind, everyTime }]) =>
			only !== 'create' && !own && !hidden && !everyTime && kind !== 'list' && kind !== 'object',
	);
	const [[key, field]] = [...simple.filter(([, { kind }]) => kind === 'text'), ...simple];
	return { fields: { [key]: await sample(field) } };
}

async function recordOf(resource: Resource, verb: Operation): Promise<object> {
	if (resource.single) return {};
	const id = inState[`${resource.name} ${verb}`]?.() ?? (await idOf(resource));
	return { [recordParameter(resource)]: choose(String(id)) };
}

async function parametersFor(resource: Resource, verb: Operation): Promise<object> {
	switch (verb) {
		case 'getAll':
		case 'preview':
			return { limit: 2, ...(await mainFilters(resource)) };
		case 'update':
			return {
				...(await recordOf(resource, verb)),
				...(await (resource.operationOf ? entered(resource) : changed(resource))),
			};
		case 'download':
			return { ...(await recordOf(resource, verb)), ...outputField };
		default:
			return creating.includes(verb) || verb === 'path'
				? { ...(await entered(resource)), ...outputField, waitAtMost: 1 }
				: recordOf(resource, verb);
	}
}

test.each(cases)('%s %s', async (name, verb, resource) => {
	const parameters = { ...(await parametersFor(resource, verb)), ...beside[`${name} ${verb}`] };
	const { error, json, items } = await run(resource, verb, parameters);
	expect(error && `${error.message}: ${error.description}`).toBeUndefined();
	if (verb !== 'getAll') expect(json).toHaveLength(1);
	if (giving.includes(verb)) expect(items[0].binary?.data.bytes).toBeGreaterThan(0);
	if (creating.includes(verb) && json[0].id) made.set(name, json[0].id);
	if (verb === 'delete') expect(json[0].deleted).toBe(true);
});

const apis = [manage, grow, leadInbox].map((api): [string, Api] => [api.title, api]);

test.each(apis.filter(([, { file }]) => file))(
	'together they are all that Clio documents: %s',
	(title, api) => {
		const { requests } = api === manage ? sandbox : sandbox.platform;
		const asked = new Set(
			requests
				.filter(({ path }) => path.startsWith(`${api.base}/`))
				.map((request) => operationAt(api, request)),
		);
		const operations = allOperations(api.file!);
		const missing = operations.filter((one) => !asked.has(one));
		process.stdout.write(
			`${title}: ${operations.length - missing.length} of ${operations.length} operations run in n8n's engine\n`,
		);
		expect(missing).toEqual([]);
	},
);
