import type { INodeType } from 'n8n-workflow';

/** What every process shares with n8n itself. */
const keptModules = { 'n8n-workflow': require('n8n-workflow') as object };

/** A node of the built package as a process that has just started loads it, remembering nothing. */
export function freshMemory(name = 'ClioTrigger'): INodeType {
	let type: INodeType | undefined;
	jest.isolateModules(() => {
		for (const [kept, module] of Object.entries(keptModules)) jest.doMock(kept, () => module);
		const classes = require(`../../dist/nodes/${name}/${name}.node.js`) as {
			[name: string]: new () => INodeType;
		};
		type = new classes[name]();
	});
	return type!;
}
