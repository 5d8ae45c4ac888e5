const { execFileSync } = require('node:child_process');
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const gulp = require('gulp');

const clean = async () => rmSync('dist', { recursive: true, force: true });

const compile = async () =>
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

/** What tsc writes, lighter: indented by tabs, as the sources, and without what only tells other compilers of its exports. */
const lighten = async () => {
	const names = readdirSync('dist', { recursive: true }).filter((name) => name.endsWith('.js'));
	for (const path of names.map((name) => join('dist', name))) {
		const code = readFileSync(path, 'utf8');
		const byTabs = code.replace(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4));
		const told =
			/^(exports\.[\w. =]+ = void 0|Object\.defineProperty\(exports, "__esModule".*);\n/gm;
		writeFileSync(path, byTabs.replace(told, ''));
	}
};

/** Icons and codex files, which tsc leaves behind. */
const copyAssets = () =>
	gulp
		.src(['{credentials,nodes}/**/*.svg', 'nodes/**/*.node.json'], { base: '.', encoding: false })
		.pipe(gulp.dest('dist'));

/** Output previews: the editor shows a node's fields before its first run. Derived, like the form. */
const writePreviews = async () => {
	const { previews } = require('./dist/nodes/Clio/form/preview.js');
	const { advanced, everyday, grow } = require('./dist/clio/resources/index.js');
	const nodes = { Clio: everyday, ClioAdvanced: advanced, ClioGrow: grow };
	for (const [node, resources] of Object.entries(nodes)) {
		for (const [file, schema] of previews(resources)) {
			const path = join('dist/nodes', node, '__schema__/v1.0.0', file);
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, JSON.stringify(schema));
		}
	}
};

/**
 * The finished forms take the place of the code that derives them, which is not shipped: n8n need not read
 * the catalogue to start.
 */
const writeForms = async () => {
	const forms = [
		'Clio',
		'ClioAdvanced',
		'ClioGrow',
		'ClioGrowPollTrigger',
		'ClioPollTrigger',
		'ClioTrigger',
	];
	for (const node of forms) {
		const path = join(__dirname, 'dist/nodes', node, 'properties.js');
		const { properties } = require(path);
		writeFileSync(path.replace(/js$/, 'json'), JSON.stringify(properties));
		writeFileSync(path, "exports.properties = require('./properties.json');\n");
	}
	rmSync('dist/nodes/Clio/form', { recursive: true });
};

/** What forms alone read of the catalogue is in the finished forms: the package is lighter without. */
const forForms = {
	resource: ['help', 'deletes', 'wording'],
	operationOf: ['name', 'action', 'description'],
	field: ['help', 'updateHelp', 'empty', 'example', 'entry', 'onUpdate'],
};

const without = (facts, names) =>
	Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name)));

const mapValues = (some, change) =>
	Object.fromEntries(Object.entries(some).map(([name, value]) => [name, change(value, name)]));

const lightFields = (fields) =>
	mapValues(fields, (field) => ({
		...without(field, forForms.field),
		...(field.of && { of: lightFields(field.of) }),
	}));

const lightResource = (resource) =>
	mapValues(without(resource, forForms.resource), (fact, name) => {
		if (name === 'operationOf') return without(fact, forForms.operationOf);
		return ['writes', 'filters', 'within', 'onDelete', 'onDownload'].includes(name)
			? lightFields(fact)
			: fact;
	});

const lightCatalogue = ({ kinds, assignment, reminderRow, activity, apiRequest, ...groups }) => ({
	kinds,
	assignment: lightFields(assignment),
	reminderRow: lightFields(reminderRow),
	activity: lightResource(activity),
	apiRequest: lightResource(apiRequest),
	...mapValues(groups, (group) => mapValues(group, lightResource)),
});

/** A line for each entry, so that two versions can be compared. */
const inLines = (entries) =>
	`{\n${Object.entries(entries)
		.map(([name, entry]) => `"${name}": ${entry}`)
		.join(',\n')}\n}`;

/** The facts take the place of the code that puts them together, as plain data in one file. */
const writeCatalogue = async () => {
	const folder = join(__dirname, 'dist/clio/resources');
	const { catalogue } = require(join(folder, 'catalogue.js'));
	const facts = JSON.parse(JSON.stringify(catalogue));
	const groups = mapValues(lightCatalogue(facts), (group) =>
		inLines(mapValues(group, (one) => JSON.stringify(one))),
	);
	const stay = ['index.js', 'vocabulary.js'];
	for (const name of readdirSync(folder).filter((one) => !stay.includes(one)))
		rmSync(join(folder, name), { recursive: true });
	writeFileSync(join(folder, 'catalogue.json'), inLines(groups));
	writeFileSync(join(folder, 'catalogue.js'), "exports.catalogue = require('./catalogue.json');\n");
};

exports.build = gulp.series(
	clean,
	compile,
	lighten,
	copyAssets,
	writePreviews,
	writeForms,
	writeCatalogue,
);
exports.default = exports.build;
