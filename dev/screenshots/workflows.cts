/** Workflows of one node each, to look into that node. */
import type { Credential, NewWorkflow } from '../n8n/n8n-types.cts';

export const taskWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'A task for a matter', {
		name: 'Create Task',
		type: 'n8n-nodes-clio.clio',
		parameters: { resource: 'task', operation: 'create', name: 'Send the engagement letter' },
	});

export const advancedWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'Money that came in', {
		name: 'Clio Advanced',
		type: 'n8n-nodes-clio.clioAdvanced',
		parameters: {
			resource: 'bankTransaction',
			operation: 'create',
			bank_account: typed('Client trust account'),
			date: '2026-03-02',
			amount: 1500,
			description: 'Deposit for the survey',
			fields: { matter: '00250-Sorensen' },
		},
	});

export const uploadWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'A file for a matter', {
		name: 'Upload Document',
		type: 'n8n-nodes-clio.clio',
		parameters: {
			resource: 'document',
			operation: 'upload',
			parent: { __rl: true, mode: 'list', value: '' },
			folder_path: 'Pleadings/2026',
		},
	});

export const reportWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'A report on last month', {
		name: 'Generate Report',
		type: 'n8n-nodes-clio.clio',
		parameters: { resource: 'report', operation: 'generate', kind: 'productivity_by_user' },
	});

export const leadWith = (platform: Credential): NewWorkflow =>
	ofOne(platform, 'A lead from the website', {
		name: 'Create Lead',
		type: 'n8n-nodes-clio.clioGrow',
		parameters: {
			resource: 'growLead',
			operation: 'create',
			first_name: 'Iris',
			last_name: 'Vandermeer',
			email: 'iris@vandermeer.example',
			from_message: 'I was hit by a delivery van last week and need to know what to do.',
			from_source: 'Website form',
			referring_url: 'https://www.marlowfinch.example/contact',
			fields: { matter_type: { ...typed('Personal Injury'), mode: 'name' } },
		},
	});

export const growMattersWith = (platform: Credential): NewWorkflow =>
	ofOne(platform, 'Matters of Clio Grow', {
		name: 'Grow Matters',
		type: 'n8n-nodes-clio.clioGrow',
		parameters: { resource: 'growMatter', operation: 'getAll', returnAll: true },
	});

export const deadlinesWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'Deadlines that come near', {
		name: 'Clio Poll Trigger',
		type: 'n8n-nodes-clio.clioPollTrigger',
		parameters: { ...everyMorning, triggerOn: 'deadlineComing' },
	});

export const anyChangeWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'Changed matters of one practice area', {
		name: 'Clio Poll Trigger',
		type: 'n8n-nodes-clio.clioPollTrigger',
		parameters: {
			...everyHour,
			triggerOn: 'any',
			model: 'matter',
			changes: 'updated',
			watchedFields: ['responsible_attorney', 'status'],
			filters: { entries: [{ filter: 'practice_area', value: 'Family' }] },
		},
	});

export const hiredWith = (platform: Credential): NewWorkflow =>
	ofOne(platform, 'Matters that were hired', {
		name: 'Clio Grow Poll Trigger',
		type: 'n8n-nodes-clio.clioGrowPollTrigger',
		parameters: { ...everyHour, triggerOn: 'growMatterHired', onlyInManage: true },
	});

const everyHour = { pollTimes: { item: [{ mode: 'everyHour', minute: 0 }] } };
const everyMorning = { pollTimes: { item: [{ mode: 'everyDay', hour: 8, minute: 0 }] } };

/** A record by its name. */
const typed = (value: string) => ({ __rl: true, mode: 'id', value });

/** A workflow of one node. */
function ofOne(
	{ id, name, type }: Credential,
	title: string,
	node: Pick<NewWorkflow['nodes'][number], 'name' | 'type' | 'parameters'>,
): NewWorkflow {
	const only = {
		id: '6c1f9a52-0f1d-4c0e-9a39-0b1f8a6a0011',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		credentials: { [type]: { id, name } },
		...node,
	};
	return {
		name: title,
		nodes: [only],
		connections: {},
		settings: { executionOrder: 'v1' },
	};
}
