import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';
import { partLabels, wireType } from '../../../clio/facts';
import { hasName, resources } from '../../../clio/resources';
import type { Part } from '../../../clio/resources/vocabulary';
import { searchMethod, type Above } from '../lookup/method';

interface Choice {
	parts?: Part[];
	/** Whether "None" stands on top of the list. */
	orNone?: boolean;
	preset?: Part;
	/** Whether a link has a way of choosing of its own; an ID may be a link as well. */
	isLinked?: boolean;
	/** Whether one way of typing is enough: an ID may be a name or a link as well. */
	isTyped?: boolean;
	/** Whether a name will do: finding it takes calls, for which a webhook has no time. */
	isNamed?: boolean;
}

/** A record to choose: searched in a list, by what people call it, by its id, or by the link copied from Clio. */
export function locator(
	to: string[],
	{ parts = [], orNone, preset, isNamed = true, isLinked = true, isTyped = false }: Choice = {},
): Pick<INodeProperties, 'type' | 'default' | 'modes'> {
	const known = to.filter(hasName);
	if (!known.length) return { type: 'string', default: '' };
	const linked = isLinked ? known.filter(hasPage) : [];
	const list = fromList(known, orNone ? [...parts, 'none'] : parts);
	return {
		type: 'resourceLocator',
		default: preset
			? { mode: 'list', value: preset, cachedResultName: partLabels[preset] }
			: { mode: 'list', value: '' },
		modes: isTyped
			? [list, byAnything]
			: [
					list,
					...(isNamed ? [byName(known[0], isLinked)] : []),
					byId(known),
					...(linked.length ? [byLink(linked[0])] : []),
				],
	};
}

/** Only a record with a page of its own on Clio's site has a link to copy. */
const hasPage = (name: string): boolean =>
	resources[name].pages.some((page) => page.includes('{id}'));

/**
 * A way of choosing. The ways list, id and url need no label: n8n's editor has its own. (Modes are no
 * properties, but n8n's lint takes a literal with these names for one and asks for a default.)
 */
const mode = (
	name: string,
	type: 'list' | 'string',
	rest: Partial<INodePropertyMode> = {},
): INodePropertyMode => Object.assign({ name }, { type }, rest) as INodePropertyMode;

/** What else will do, the example says. */
const byAnything = mode('id', 'string', { placeholder: 'e.g. 12345 or a name' });

const fromList = (names: string[], above: Above[]): INodePropertyMode =>
	mode('list', 'list', {
		typeOptions: { searchListMethod: searchMethod(names, above), searchable: true },
	});

/** Named after what it takes, e.g. By Number for matters. */
function byName(name: string, isOnTop: boolean): INodePropertyMode {
	const { called = 'Name', example } = resources[name].lookup;
	const placeholder = example && isOnTop ? { placeholder: `e.g. ${example}` } : {};
	return mode('name', 'string', { displayName: `By ${called}`, ...placeholder });
}

/** A link will do here, too. */
const byId = ([, second]: string[]): INodePropertyMode =>
	mode('id', 'string', second ? { placeholder: `e.g. 12345, or ${wireType(second)}:12345` } : {});

const byLink = (name: string): INodePropertyMode =>
	mode('url', 'string', {
		placeholder: `e.g. https://app.clio.com/nc/#/${resources[name].path}/12345`,
	});
