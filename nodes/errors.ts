import { NodeApiError } from 'n8n-workflow';
import type { INode, JsonObject } from 'n8n-workflow';
import { ClioError } from '../clio/errors';

/** The error as n8n shows it: what happened in one line, why and what to do below it. */
export function nodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError {
	if (!(error instanceof ClioError))
		return new NodeApiError(node, error as JsonObject, { itemIndex });
	const { message, advice: description, status } = error;
	const httpCode = status ? String(status) : undefined;
	return new NodeApiError(node, { message }, { message, description, httpCode, itemIndex });
}
