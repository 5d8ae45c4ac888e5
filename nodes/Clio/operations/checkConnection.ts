import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { connectedUser, permissionStates } from '../../../clio/connectionCheck';
import { eachItem, type Run } from './run';

/** What the connection can do: once, however many items come in. Changes nothing at Clio. */
export async function checkConnection(run: Run): Promise<INodeExecutionData[]> {
	return eachItem(run, async (item, emit) => {
		if (item > 0) return;
		const { client, firm } = await run.connection();
		const user = await connectedUser(firm);
		const permissions = await permissionStates(client);
		const missing = Object.keys(permissions).filter((name) => permissions[name] === 'Missing');
		const { webhookAddress, isHttps } = webhookOf(run.context);
		emit([
			{
				...user,
				access: client.readOnly ? 'Read Only' : 'Read and Write',
				allReady: Object.values(permissions).every((state) => state === 'Ready'),
				missing,
				permissions,
				webhookAddress,
				webhookAddressIsHttps: isHttps,
				notes: [...(missing.length ? [lacking] : []), ...notesOn(isHttps), reading] as string[],
			},
		]);
	});
}

const lacking =
	'Missing: tick the permission on the Clio app in the developer portal, then connect the credential again. The role of the connected user in Clio, or the plan of the firm, can also be the reason.';

const reading =
	'Only reading was tried. Whether the app and the user may also create, update and delete cannot be known without changing something.';

function notesOn(isHttps: boolean | null): string[] {
	if (isHttps === null) return ['n8n does not say here under which address it receives webhooks.'];
	if (isHttps) return ['Clio must also be able to reach the webhook address from the internet.'];
	return [
		'Clio calls https addresses only, so Clio Trigger does not work here: have N8N_WEBHOOK_URL of n8n set to its https address.',
	];
}

/**
 * Where n8n receives webhooks. Only a trigger is told its own address; any node can read where a waiting
 * execution is resumed, which is on the same host. The rest of that address is secret: it has a token.
 */
function webhookOf(context: IExecuteFunctions): {
	webhookAddress: string | null;
	isHttps: boolean | null;
} {
	const { $execution } = context.getWorkflowDataProxy(0) as { $execution?: Json };
	const address = /^(https?):\/\/[^/?#@]+/i.exec(String($execution?.resumeUrl ?? ''));
	if (!address) return { webhookAddress: null, isHttps: null };
	return { webhookAddress: address[0], isHttps: address[1].toLowerCase() === 'https' };
}
