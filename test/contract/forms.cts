/** The nodes as n8n loads them, and what their forms show in every situation. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { NodeHelpers } from 'n8n-workflow';
import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	NodeParameterValueType,
} from 'n8n-workflow';

export const dist = join(__dirname, '../../dist');

const manifest = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
	n8n: { nodes: string[] };
};

/** A built module as n8n loads it, whatever jest makes of modules. */
export const load = <T,>(path: string): T => createRequire(__filename)(join(dist, path)) as T;

/** What a person has chosen in the menus that lead the form, and all values it then has. */
export interface Situation {
	chosen: INodeParameters;
	values: INodeParameters;
}

export class Form {
	readonly description: INodeTypeDescription;
	readonly methods: NonNullable<INodeType['methods']>;
	readonly properties: INodeProperties[];
	/** Every property, with those in collections and lists. */
	readonly everywhere: INodeProperties[];
	/** All choices of the leading menus. */
	readonly choices: INodeParameters[];
	/** For each of them the form as it opens, and once for every other choice of a menu, a switch or a list on it. */
	readonly situations: Situation[];

	constructor({ description, methods = {} }: INodeType) {
		this.description = description;
		this.methods = methods;
		this.properties = description.properties;
		this.everywhere = this.properties.flatMap(withInner);
		this.choices = this.choicesAfter({});
		this.situations = this.choices.flatMap((chosen) => this.situationsOf(chosen));
	}

	isShown(property: INodeProperties, values: INodeParameters, root = values): boolean {
		const version = { typeVersion: 1 };
		return NodeHelpers.displayParameter(values, property, version, this.description, root);
	}

	shownIn({ values }: Situation): INodeProperties[] {
		return this.properties.filter((one) => this.isShown(one, values));
	}

	/** What is offered within a collection. */
	offeredIn({ options }: INodeProperties, { values }: Situation): INodeProperties[] {
		return (options as INodeProperties[]).filter((one) => this.isShown(one, {}, values));
	}

	/** The leading menus take no expressions; one may bring up the next. */
	private choicesAfter(chosen: INodeParameters): INodeParameters[] {
		const next = this.properties.find(
			(one) =>
				one.type === 'options' &&
				one.noDataExpression &&
				!(one.name in chosen) &&
				this.isShown(one, chosen),
		);
		if (!next) return [chosen];
		return optionsOf(next).flatMap(({ value }) =>
			this.choicesAfter({ ...chosen, [next.name]: value }),
		);
	}

	private situationsOf(chosen: INodeParameters): Situation[] {
		const first = { chosen, values: this.valuesFor(chosen) };
		const others = this.shownIn(first)
			.filter(({ name }) => !(name in chosen))
			.flatMap((one) => valuesOf(one).map((value) => ({ ...chosen, [one.name]: value })));
		return [first, ...others.map((other) => ({ chosen, values: this.valuesFor(other) }))];
	}

	private valuesFor(values: INodeParameters): INodeParameters {
		const { description, properties } = this;
		const version = { typeVersion: 1 };
		return (
			NodeHelpers.getNodeParameters(properties, values, true, false, version, description) ?? {}
		);
	}
}

export const optionsOf = (property: INodeProperties | undefined): INodePropertyOptions[] =>
	(property?.options ?? []) as INodePropertyOptions[];

function withInner(property: INodeProperties): INodeProperties[] {
	const options = (property.options ?? []) as Array<INodeProperties | INodePropertyCollection>;
	const inner = options.flatMap((one) =>
		'values' in one ? one.values : property.type === 'collection' ? [one as INodeProperties] : [],
	);
	return [property, ...inner.flatMap(withInner)];
}

function valuesOf(property: INodeProperties): NodeParameterValueType[] {
	if (property.type === 'boolean') return [true, false];
	if (property.type === 'resourceLocator') return [{ __rl: true, mode: 'list', value: '1' }];
	if (property.type !== 'options') return [];
	return optionsOf(property).map(({ value }) => value as string);
}

/** The names of all nodes of the package, as n8n finds them. */
const names = manifest.n8n.nodes.map((path) => basename(path, '.node.js'));

const made = names.map((name): [string, Form] => {
	const Node = load<Record<string, new () => INodeType>>(`nodes/${name}/${name}.node.js`)[name];
	return [name, new Form(new Node())];
});

/** The forms of all nodes, by what a person calls these. */
export const forms = made.map(([, form]): [string, Form] => [form.description.displayName, form]);

export const formOf = (node: string): Form => new Map(made).get(node)!;

/** The nodes that do something when the workflow comes to them. */
export const actionNodes = made
	.filter(([, { description }]) => !description.group.includes('trigger'))
	.map(([name]) => name);
