/**
 * n8n's own engine without the rest of n8n: real WorkflowExecute, real expressions, paired items and
 * HTTP helpers, with the package as it is loaded from `dist` by n8n's own loader.
 */
import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-engine-'));
process.env.N8N_ENCRYPTION_KEY ??= 'engine-tests-only';
process.env.N8N_LOG_LEVEL ??= 'silent';

import {
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	WorkflowExecute,
} from 'n8n-core';
import { NodeConnectionTypes, NodeHelpers, Workflow, createRunExecutionData } from 'n8n-workflow';
import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	IBinaryData,
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	ITaskData,
	IWorkflowExecuteAdditionalData,
	NodeApiError,
} from 'n8n-workflow';
import type { Sandbox } from '../../dev/sandbox/server.cts';

// In tests; a measurement goes without.
if ('afterEach' in globalThis) require('./requests.cts');

const loader = new PackageDirectoryLoader(join(__dirname, '../..'));
export const loading = loader.loadAll();

/** Gives the items it is set up with, like a trigger. */
const source: INodeType = {
	description: {
		displayName: 'Source',
		name: 'source',
		group: ['input'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'Items', name: 'items', type: 'json', default: '[]' },
			{ displayName: 'Files', name: 'files', type: 'json', default: '[]' },
		],
	},
	async execute(this: IExecuteFunctions) {
		const items = JSON.parse(this.getNodeParameter('items', 0) as string) as IDataObject[];
		const files = JSON.parse(this.getNodeParameter('files', 0) as string) as IBinaryKeyData[];
		return [items.map((json, at) => ({ json, ...(files[at] && { binary: files[at] }) }))];
	},
};

export const nodeTypes = {
	getByName: (name: string) => nodeTypes.getByNameAndVersion(name),
	getByNameAndVersion(name: string, version?: number): INodeType {
		if (name === 'source') return source;
		return NodeHelpers.getVersionedNodeType(loader.getNode(name.split('.').pop()!).type, version);
	},
	getKnownTypes: () => loader.known.nodes,
};

/** A credential as n8n keeps it, and what n8n does with it when a token is renewed. */
export interface Stored {
	id: string;
	type: string;
	data: ICredentialDataDecryptedObject;
	helper: object;
}

export interface Setup {
	sandbox: Sandbox;
	/** The node's credential, where several executions have the same; else one of their own. */
	stored?: Stored;
	parameters: INodeParameters;
	items?: IDataObject[];
	/** Files of the items, by field; as `fileOf` makes them. */
	files?: IBinaryKeyData[];
	/** Settings of the node, e.g. `onError`, `retryOnFail`. */
	node?: Partial<INode>;
	/** Overrides of the credential, e.g. `{access: 'readOnly'}`. */
	credential?: ICredentialDataDecryptedObject;
	timezone?: string;
	/** Where n8n says that it receives webhooks. */
	webhookBase?: string;
	/** The node as another process of n8n has loaded it (memory.cts), which knows nothing of this one. */
	process?: INodeType;
	/** Ends the execution after so many milliseconds, or once something has happened. */
	cancelAfter?: number | Promise<unknown>;
}

export interface Outcome {
	/** What left the node's first output. */
	items: INodeExecutionData[];
	json: IDataObject[];
	/** What left its error output, if it has one. */
	failed: INodeExecutionData[];
	/** What ended the execution. */
	error?: NodeApiError;
	task?: ITaskData;
	run: IRun;
	/** The credential's token data, as n8n would store it. */
	tokens: IDataObject;
}

let credentials = 0;

type Account = Pick<Sandbox, 'url' | 'clientId' | 'clientSecret'> & { issueToken(): object };

const byOAuth = ({ url, clientId, clientSecret, issueToken }: Account) => ({
	region: 'custom',
	customHost: url,
	access: 'readWrite',
	clientId,
	clientSecret,
	grantType: 'authorizationCode',
	authentication: 'body',
	scope: '',
	authUrl: `${url}/oauth/authorize`,
	accessTokenUrl: `${url}/oauth/token`,
	oauthTokenData: { ...issueToken(), token_type: 'bearer' },
});

/** What a person has entered in each kind of credential, once it is connected. */
const entered: Record<string, (sandbox: Sandbox) => ICredentialDataDecryptedObject> = {
	clioOAuth2Api: byOAuth,
	clioPlatformOAuth2Api: ({ platform }) =>
		byOAuth({
			url: platform.url,
			clientId: platform.clientId,
			clientSecret: platform.clientSecret,
			issueToken: () => platform.issueToken(),
		}),
	clioGrowLeadInboxApi: ({ platform }) => ({
		region: 'custom',
		customHost: platform.url,
		inboxLeadToken: platform.inboxLeadToken,
	}),
};

export function credentialsFor(
	{ sandbox, credential }: Pick<Setup, 'sandbox' | 'credential'>,
	name = 'clioOAuth2Api',
): Stored {
	const type = loader.getCredential(name).type;
	const id = `credential-${++credentials}`;
	const data: ICredentialDataDecryptedObject = { ...entered[name](sandbox), ...credential };
	// n8n reads it anew each time.
	const read = () => structuredClone(data);
	const helper = {
		getParentTypes: () => type.extends ?? [],
		getDecrypted: async () => read(),
		getCredentials: async () => ({ getData: read }),
		preAuthentication: async () => undefined,
		// Of n8n's generic authentication what the lead inbox needs.
		authenticate: async (known: IDataObject, _: string, options: IHttpRequestOptions) => {
			const { body = {} } = (type.authenticate as IAuthenticateGeneric).properties;
			const filled = Object.entries(body).map(([key, value]) => [
				key,
				String(value).replace(/^=\{\{ \$credentials\.(\w+) \}\}$/, (_, of: string) =>
					String(known[of]),
				),
			]);
			return { ...options, body: { ...(options.body as object), ...Object.fromEntries(filled) } };
		},
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: () => type.properties,
		runPreAuthentication: async () => undefined,
		updateCredentialsOauthTokenData: async (
			_: unknown,
			__: string,
			changed: ICredentialDataDecryptedObject,
		) => {
			data.oauthTokenData = changed.oauthTokenData;
		},
	};
	return { id, type: name, data, helper };
}

export const platformCredential = (setup: Pick<Setup, 'sandbox' | 'credential'>): Stored =>
	credentialsFor(setup, 'clioPlatformOAuth2Api');

/** The same for the node Clio Grow, at the sandbox's platform. */
export async function runGrow(setup: Setup): Promise<Outcome> {
	await loading;
	const isInbox = setup.parameters.resource === 'growLeadInbox';
	const type = isInbox ? 'clioGrowLeadInboxApi' : 'clioPlatformOAuth2Api';
	const node = { type: 'n8n-nodes-clio.clioGrow', ...setup.node };
	return runClio({ ...setup, node, stored: setup.stored ?? credentialsFor(setup, type) });
}

/** Runs `Source -> Clio` with these items and parameters, as n8n would. */
export async function runClio(setup: Setup): Promise<Outcome> {
	await loading;
	const stored = setup.stored ?? credentialsFor(setup);
	const workflow = workflowOf(setup, stored);
	const additionalData = additionalDataFor(setup, stored.helper);
	const runData = createRunExecutionData({});
	const execute = new WorkflowExecute(additionalData, 'manual', runData);
	const running = execute.run({ workflow, startNode: workflow.getNode('Source')! });
	const { cancelAfter } = setup;
	if (typeof cancelAfter === 'number') setTimeout(() => running.cancel(), cancelAfter);
	else void cancelAfter?.then(() => running.cancel());
	return outcomeOf(await running, stored.data);
}

export function additionalDataFor(
	{ timezone, webhookBase = 'http://127.0.0.1' }: Pick<Setup, 'timezone' | 'webhookBase'>,
	credentialsHelper: object,
) {
	return {
		executionId: String(++credentials),
		hooks: new ExecutionLifecycleHooks('manual', '1', {} as never),
		credentialsHelper,
		currentNodeExecutionIndex: 0,
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookWaitingBaseUrl: `${webhookBase}/webhook-waiting`,
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables: {},
		timezone: timezone ?? 'America/New_York',
		setExecutionStatus() {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

function typesIn(process: INodeType): typeof nodeTypes {
	const ofProcess = (name: string, version?: number) =>
		name === 'source' ? source : NodeHelpers.getVersionedNodeType(process, version);
	return { ...nodeTypes, getByName: ofProcess, getByNameAndVersion: ofProcess };
}

function workflowOf(
	{ parameters, items = [{}], files = [], node, timezone, process }: Setup,
	{ id, type }: Stored,
): Workflow {
	const common = { typeVersion: 1, position: [0, 0] as [number, number] };
	return new Workflow({
		id: '1',
		active: false,
		nodeTypes: (process ? typesIn(process) : nodeTypes) as never,
		settings: { timezone: timezone ?? 'America/New_York' },
		nodes: [
			{
				...common,
				id: 'a',
				name: 'Source',
				type: 'source',
				parameters: { items: JSON.stringify(items), files: JSON.stringify(files) },
			},
			{
				...common,
				id: 'b',
				name: 'Clio',
				type: 'n8n-nodes-clio.clio',
				parameters,
				credentials: { [type]: { id, name: 'Clio' } },
				...node,
			},
		],
		connections: { Source: { main: [[{ node: 'Clio', type: 'main', index: 0 }]] } },
	});
}

function outcomeOf(run: IRun, data: ICredentialDataDecryptedObject): Outcome {
	const task = run.data.resultData.runData.Clio?.at(-1);
	const [items = [], failed = []] = (task?.data?.main ?? []) as INodeExecutionData[][];
	return {
		items,
		json: items.map(({ json }) => json),
		failed,
		error: (task?.error ?? run.data.resultData.error) as NodeApiError | undefined,
		task,
		run,
		tokens: data.oauthTokenData as IDataObject,
	};
}

/** Calls a method behind a list of the form, as the editor does. */
export async function loadOptions(
	sandbox: Sandbox,
	parameters: INodeParameters,
	call: (methods: NonNullable<INodeType['methods']>, context: LoadOptionsContext) => unknown,
	rest: Partial<Setup> = {},
): Promise<unknown> {
	await loading;
	const setup: Setup = { sandbox, parameters, ...rest };
	return loadOptionsOf(setup, setup.stored ?? credentialsFor(setup), call);
}

/** The same of the node Clio Grow. */
export async function loadGrowOptions(
	sandbox: Sandbox,
	parameters: INodeParameters,
	call: (methods: NonNullable<INodeType['methods']>, context: LoadOptionsContext) => unknown,
): Promise<unknown> {
	await loading;
	const setup: Setup = { sandbox, parameters, node: { type: 'n8n-nodes-clio.clioGrow' } };
	return loadOptionsOf(setup, platformCredential(setup), call);
}

function loadOptionsOf(
	setup: Setup,
	stored: Stored,
	call: (methods: NonNullable<INodeType['methods']>, context: LoadOptionsContext) => unknown,
): unknown {
	const workflow = workflowOf(setup, stored);
	const node = workflow.getNode('Clio')!;
	const additionalData = {
		...additionalDataFor(setup, stored.helper),
		currentNodeParameters: setup.parameters,
	};
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	const { methods } = nodeTypes.getByNameAndVersion(node.type);
	return call(methods!, context);
}

/** The node's description as n8n shows it. */
export async function loadedDescription() {
	await loading;
	return nodeTypes.getByNameAndVersion('n8n-nodes-clio.clio').description;
}

/** A file as n8n has it in memory. */
export function fileOf(
	fileName: string,
	content: string | Buffer,
	mimeType = 'application/pdf',
): IBinaryData {
	const bytes = Buffer.from(content);
	const [, fileExtension] = /\.(\w+)$/.exec(fileName) ?? [];
	return { data: bytes.toString('base64'), fileName, mimeType, fileExtension, bytes: bytes.length };
}

/** A locator as the editor stores it. */
export const choose = (value: unknown, mode = 'id') => ({ __rl: true, mode, value }) as never;
