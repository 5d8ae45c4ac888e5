import type { INodeParameters } from 'n8n-workflow';
import { advanced, everyday, grow, resources } from '../../clio/resources/index.ts';
import type { Field, Operation, Resource } from '../../clio/resources/vocabulary.ts';
import { recordParameter } from '../../nodes/Clio/parameterNames.ts';
import { useAsTool } from '../engine/agent.cts';
import { choose, fileOf, runClio, runGrow, type Outcome } from '../engine/engine.cts';
import { enteredInto } from '../engine/entered.cts';
import { quickWaits } from '../engine/files-kit.cts';
import { accountAt, ownServer } from './kit.cts';

/** A credential that was set to read only, and everything by which somebody would write with it all the same. */
const clio = ownServer();
quickWaits();

const credential = { access: 'readOnly' };
const setup = () => ({ sandbox: accountAt(clio()), credential });

/** A Clio that would take everything: each record is there, under every name. */
beforeEach(() => {
	clio().answers = ({ method, url }) => {
		const record = { id: 5, etag: '"5"', name: 'Ash', type: 'Person', status: 'Open' };
		const isOne = method !== 'GET' || /\/\d+(\.json)?(\?|$)|who_am_i/.test(url);
		return { status: method === 'POST' ? 201 : 200, body: { data: isOne ? record : [record] } };
	};
});

const changes = () => clio().heard.filter(({ method }) => method !== 'GET');

const reads: Operation[] = [
	'get',
	'getAll',
	'find',
	'checkConflicts',
	'checkConnection',
	'preview',
];

const all = [...everyday, ...advanced, ...grow];

/** What makes a file for a while and no record of the firm: allowed, as the form says. */
const isTemporary = ({ temporary }: Resource): boolean => Boolean(temporary);

const cases = all
	.filter((resource) => !isTemporary(resource) && resource.name !== 'apiRequest')
	.flatMap((resource) =>
		resource.operations
			.filter((operation) => !reads.includes(operation) && operation !== 'download')
			.map((operation): [string, Operation, Resource] => [resource.name, operation, resource]),
	)
	// It has no access to choose: its token can do nothing but write.
	.filter(([name]) => name !== 'growLeadInbox');

function sample(field: Field): unknown {
	if (field.kind !== 'reference') return enteredInto(field);
	return resources[field.to[0]]?.lookup.shows === 'id' ? '5' : choose('5');
}

/** Everything plain that its form has. */
function entered({ writes, within = {} }: Resource): object {
	const fields = Object.entries({ ...within, ...writes }).filter(
		([, { kind }]) => !['object', 'list'].includes(kind),
	);
	return Object.fromEntries(fields.map(([key, field]) => [key, sample(field)]));
}

async function run(resource: Resource, operation: Operation): Promise<Outcome> {
	const { operationOf, name } = resource;
	const values = entered(resource);
	const [[key] = []] = Object.entries(resource.writes).filter(
		([, { only, own, kind }]) => only !== 'create' && !own && ['text', 'longText'].includes(kind),
	);
	const parameters = {
		resource: operationOf?.resource ?? name,
		operation: operationOf?.operation ?? operation,
		matter: choose('5'),
		...values,
		[recordParameter(resource)]: choose('5'),
		binaryPropertyName: 'data',
		fields: key ? { [key]: 'New' } : {},
		waitAtMost: 1,
	} as INodeParameters;
	if (resource.api) return runGrow({ ...setup(), parameters });
	const type = `n8n-nodes-clio.${everyday.includes(resource) ? 'clio' : 'clioAdvanced'}`;
	const files = [{ data: fileOf('Letter.pdf', 'Dear client') }];
	return runClio({ ...setup(), parameters, node: { type }, files });
}

describe('with Access set to Read Only', () => {
	test.each(cases)('%s %s changes nothing', async (_, operation, resource) => {
		const { error } = await run(resource, operation);
		expect(error).toBeDefined();
		expect(changes()).toEqual([]);
	});

	test('and most of them say why', async () => {
		let told = 0;
		for (const [, operation, resource] of cases.filter(([, , { api }]) => !api).slice(0, 40)) {
			const { error } = await run(resource, operation);
			if (/may only read, so nothing was sent/.test(error!.message)) told++;
		}
		expect(told).toBeGreaterThan(30);
	});
});

/** What a person, or an agent, could say for a method. */
const methods = [
	'post',
	' POST ',
	'Post\n',
	'DELETE',
	'GET\r\nDELETE',
	'GET, DELETE',
	'G\u0045T\u200b',
	'get;delete',
	'PROPFIND',
	'HEAD',
	'',
];
const inParts = [
	"={{ ['GET', 'DELETE'] }}",
	"={{ ({ toString: () => 'DELETE' }) }}",
	"={{ $itemIndex ? 'DELETE' : 'GET' }}",
	"={{ $runIndex ? 'GET' : 'PATCH' }}",
];
const request = { resource: 'apiRequest', operation: 'request' };
const body = '{"description": "New"}';

describe('an API Request', () => {
	test.each([...methods, ...inParts])('with the method %j changes nothing', async (method) => {
		const path = 'matters/5';
		await runClio({
			...setup(),
			items: [{}, {}],
			node: { onError: 'continueRegularOutput' },
			parameters: { ...request, method, path, body },
		});
		expect(changes()).toEqual([]);
	});

	test.each([
		'matters/5?_method=DELETE',
		'anything/5?_method=DELETE',
		'anything/5?X-HTTP-Method-Override=DELETE',
	])('to read %s sends no body and no header that makes it another', async (path) => {
		await runClio({ ...setup(), parameters: { ...request, method: 'GET', path, body } });
		for (const { method, headers, body: sent } of clio().heard) {
			expect([method, sent]).toEqual(['GET', '']);
			expect(Object.keys(headers).filter((name) => /override/i.test(name))).toEqual([]);
		}
	});

	test.each(['POST', ' delete ', 'Patch'])(
		'of an agent that says %j changes nothing',
		async (m) => {
			const say = (name: string) => `={{ $fromAI("${name}", "", "string") }}`;
			const { failed } = await useAsTool(
				setup(),
				{ ...request, method: say('m'), path: say('p'), body: say('b') } as never,
				{ m, p: 'matters/5', b: body },
			);
			expect(failed).toMatch(/may only read, so nothing was sent/);
			expect(changes()).toEqual([]);
		},
	);
});

test.each([
	['contact', 'create', { type: 'Company', name: '={{ $json.name }}' }],
	['task', 'delete', { taskId: choose('={{ $json.id }}') }],
	['matter', 'update', { matterId: choose('={{ $json.id }}'), fields: { description: 'New' } }],
])('200 items of %s %s at once change nothing', async (resource, operation, parameters) => {
	const items = Array.from({ length: 200 }, (_, n) => ({ id: n + 1, name: `Ash ${n}` }));
	const { json } = await runClio({
		...setup(),
		items,
		node: { onError: 'continueRegularOutput' },
		parameters: { resource, operation, ...parameters } as never,
	});
	expect(json.filter(({ error }) => error)).toHaveLength(200);
	expect(changes()).toEqual([]);
});

test('the same Clio does take changes from a credential that may write', async () => {
	const parameters = { ...request, method: 'PATCH', path: 'matters/5', body };
	const { error } = await runClio({ sandbox: accountAt(clio()), parameters });
	expect(error).toBeUndefined();
	expect(changes()).toHaveLength(1);
});
