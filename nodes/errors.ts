import { NodeApiError } from 'n8n-workflow';
import type { INode, JsonObject } from 'n8n-workflow';
import { ClioError } from '../clio/errors';

/** The error as n8n shows it: what happened in one line, why and what to do below it. */
export function nodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError {
	const told = isMistake(error) ? unforeseen(error) : error;
	if (!(told instanceof ClioError))
		return new NodeApiError(node, told as JsonObject, { itemIndex });
	const { message, advice: description, status } = told;
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

const isMistake = (error: unknown): error is Error =>
	/^(Type|Range|Reference|URI)Error$/.test(String((Object(error) as Error).name));

/** A value in a form that nobody thought of: what JavaScript says of it is for those who mend it. */
const unforeseen = ({ message }: Error): ClioError =>
	new ClioError(
		'unexpected',
		'The node met something that it cannot deal with',
		`A value from Clio or from the workflow has a form that nobody thought of (${message}). If this item was to change something, look in Clio whether it is done. Please report it at github.com/n8n-nodes-clio/n8n-nodes-clio/issues, without names of clients.`,
	);
