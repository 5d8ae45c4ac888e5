import { Workflow, type INode, type INodeTypes } from 'n8n-workflow';
import { advanced, everyday, grow } from '../../clio/resources';
import { Clio } from '../../nodes/Clio/Clio.node';
import { ClioAdvanced } from '../../nodes/ClioAdvanced/ClioAdvanced.node';
import { ClioGrow } from '../../nodes/ClioGrow/ClioGrow.node';

const named = [
	[new Clio().description, everyday],
	[new ClioAdvanced().description, advanced],
	[new ClioGrow().description, grow],
] as const;

const nodeOf = (parameters: INode['parameters']): INode => ({
	id: 'one',
	name: 'One',
	type: 'n8n-nodes-clio.clio',
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

/** What n8n shows below the name of a node on the canvas. */
function shown(subtitle: string, parameters: INode['parameters']): unknown {
	const node = nodeOf(parameters);
	const nodeTypes = { getByNameAndVersion: () => undefined } as never as INodeTypes;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
}

const rows = named.flatMap(([{ displayName, subtitle }, some]) =>
	some
		.filter(({ operationOf }) => !operationOf)
		.map(({ name, label }) => [displayName, label, name, subtitle!] as const),
);

it.each(rows)('%s: %s stands on the canvas as in the menu', (_, label, resource, subtitle) => {
	expect(shown(subtitle, { resource, operation: 'getAll' })).toBe(
		`get many: ${label.toLowerCase()}`,
	);
});
