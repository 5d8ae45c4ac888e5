import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../../../clio/resources/vocabulary';
import { nodeError } from '../../errors';
import { apiRequest } from './apiRequest';
import { assign } from './assign';
import { checkConflicts } from './checkConflicts';
import { checkConnection } from './checkConnection';
import { create } from './create';
import { remove } from './delete';
import { download } from './download';
import { find } from './find';
import { generate } from './generate';
import { get } from './get';
import { getAll } from './getAll';
import { path } from './path';
import { preview } from './preview';
import { Run } from './run';
import { update } from './update';
import { upload } from './upload';
import { uploadVersion } from './uploadVersion';

/** One file a verb; each takes the whole batch of items. */
export const operations: Record<Operation, (run: Run) => Promise<INodeExecutionData[]>> = {
	assign,
	checkConflicts,
	checkConnection,
	create,
	delete: remove,
	download,
	find,
	findOrCreate: create,
	generate,
	get,
	getAll,
	path,
	preview,
	request: apiRequest,
	update,
	upload,
	uploadVersion,
	upsert: create,
};

/** What every action node does. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return carryOut(this).catch((error: unknown) => {
		throw nodeError(this.getNode(), error);
	});
}

async function carryOut(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = Run.of(context);
	return [await operations[run.operation](run)];
}
