import { hasFields, hasId } from '../../../clio/facts';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';

type Schema = { type: string; properties?: Record<string, Schema>; version?: number };

/**
 * Output previews by file, `<resource>/<operation>.json`: what the editor shows of a node before its first
 * run. They tell of the simplified output, which is the default.
 */
export function previews(resources: Resource[]): Array<[string, Schema]> {
	return resources.flatMap((resource) =>
		resource.operations.map((verb): [string, Schema] => {
			const { resource: name, operation } = resource.operationOf ?? {
				resource: resource.name,
				operation: verb,
			};
			return [`${name}/${operation}.json`, { ...objectOf(outputOf(resource, verb)), version: 1 }];
		}),
	);
}

function outputOf(resource: Resource, operation: Operation): Record<string, string> {
	if (operation in verbs) return verbs[operation];
	if (!hasFields(resource)) return resource.simplified;
	if (operation === 'delete')
		return { ...(!resource.single && { id: 'id' }), deleted: 'is_deleted' };
	const id = hasId(resource) && { id: 'id' };
	return { ...id, ...resource.simplified, ...(resource.pages.length && { url: 'url' }) };
}

/** Verbs that answer with something else than records. */
const verbs: Record<string, Record<string, string>> = {
	assign: {
		assigned: 'is_assigned',
		taskListId: 'id',
		matter: 'number',
		matterId: 'id',
		matterDescription: 'description',
		url: 'url',
	},
	checkConflicts: {
		name: 'name',
		possibleConflict: 'is_conflict',
		role: 'role',
		relationship: 'relationship',
		contact: 'contact',
		matter: 'matter',
		status: 'status',
		url: 'url',
		note: 'note',
	},
	checkConnection: {
		firm: 'firm',
		region: 'region',
		user: 'user',
		email: 'email',
		access: 'access',
		allReady: 'is_ready',
		webhookAddress: 'address',
		webhookAddressIsHttps: 'is_https',
	},
};

const objectOf = (paths: Record<string, string>): Schema => ({
	type: 'object',
	properties: Object.fromEntries(
		Object.entries(paths).map(([name, path]) => [name, { type: typeOf(path) }]),
	),
});

const yesNo =
	/^(is_|all_day|active|archived|default|deleted|displayed|enabled|read|required|visible)|_enabled$/;

/** The catalogue has no types of answers; Clio's names tell them. */
function typeOf(path: string): string {
	const name = path.split('.').pop() ?? path;
	if (/(^|_)(id|total|rate|hours|amount|balance|count|duration|order)$/.test(name)) return 'number';
	return yesNo.test(name) ? 'boolean' : 'string';
}
