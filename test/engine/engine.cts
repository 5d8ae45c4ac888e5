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
	ICredentialDataDecryptedObject,
	IBinaryData,
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
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
import './requests.cts';

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

export interface Setup {
	sandbox: Sandbox;
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

/** A credential as n8n keeps it, and what n8n does with it when a token is renewed. */
export function credentialsFor({ sandbox, credential }: Pick<Setup, 'sandbox' | 'credential'>) {
	const type = loader.getCredential('clioOAuth2Api').type;
	const id = `credential-${++credentials}`;
	const data: ICredentialDataDecryptedObject = {
		region: 'custom',
		customHost: sandbox.url,
		access: 'readWrite',
		clientId: sandbox.clientId,
		clientSecret: sandbox.clientSecret,
		grantType: 'authorizationCode',
		authentication: 'body',
		scope: '',
		authUrl: `${sandbox.url}/oauth/authorize`,
		accessTokenUrl: `${sandbox.url}/oauth/token`,
		oauthTokenData: { ...sandbox.issueToken(), token_type: 'bearer' },
		...credential,
	};
	const helper = {
		getParentTypes: () => ['oAuth2Api'],
		getDecrypted: async () => data,
		getCredentials: async () => ({ getData: () => data }),
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
	return { id, data, helper };
}

/** Runs `Source -> Clio` with these items and parameters, as n8n would. */
export async function runClio(setup: Setup): Promise<Outcome> {
	await loading;
	const { id, data, helper } = credentialsFor(setup);
	const workflow = workflowOf(setup, id);
	const additionalData = additionalDataFor(setup, helper);
	const runData = createRunExecutionData({});
	const execute = new WorkflowExecute(additionalData, 'manual', runData);
	const running = execute.run({ workflow, startNode: workflow.getNode('Source')! });
	const { cancelAfter } = setup;
	if (typeof cancelAfter === 'number') setTimeout(() => running.cancel(), cancelAfter);
	else void cancelAfter?.then(() => running.cancel());
	return outcomeOf(await running, data);
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

function workflowOf(
	{ parameters, items = [{}], files = [], node, timezone }: Setup,
	credential: string,
): Workflow {
	const common = { typeVersion: 1, position: [0, 0] as [number, number] };
	return new Workflow({
		id: '1',
		active: false,
		nodeTypes: nodeTypes as never,
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
				credentials: { clioOAuth2Api: { id: credential, name: 'Clio' } },
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
): Promise<unknown> {
	await loading;
	const setup: Setup = { sandbox, parameters };
	const { id, helper } = credentialsFor(setup);
	const workflow = workflowOf(setup, id);
	const node = workflow.getNode('Clio')!;
	const additionalData = { ...additionalDataFor(setup, helper), currentNodeParameters: parameters };
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
