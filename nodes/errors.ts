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

/** n8n shows of a failed activation the message alone, so it holds the advice, too. */
export function activationError(node: INode, error: unknown): NodeApiError {
	const { message, advice } = error as Partial<ClioError>;
	const shown = new NodeApiError(node, error as JsonObject);
	// Set afterwards: of a text with a code such as ECONNRESET in it n8n makes one of its own.
	shown.message = advice ? `${message}. ${advice}` : String(message);
	return shown;
}
