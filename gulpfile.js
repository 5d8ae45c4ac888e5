const { execFileSync } = require('node:child_process');
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const gulp = require('gulp');

const clean = async () => rmSync('dist', { recursive: true, force: true });

const compile = async () =>
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

/** tsc indents by four blanks; tabs, as in the sources, are lighter. */
const indentByTabs = async () => {
	const names = readdirSync('dist', { recursive: true }).filter((name) => name.endsWith('.js'));
	for (const path of names.map((name) => join('dist', name))) {
		const code = readFileSync(path, 'utf8');
		const byTabs = code.replace(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4));
		writeFileSync(path, byTabs);
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

/**
 * What the catalogue has for forms alone is in the finished forms: the package is lighter without. What follows
 * "Leave empty for" begins with a small letter; the Empty of a menu stays.
 */
const isFormText = (key, value) =>
	typeof value === 'string' &&
	(key === 'help' || key === 'updateHelp' || (key === 'empty' && /^[a-z]/.test(value)));

/** A line for each entry, so that two versions can be compared. */
const inLines = (entries) =>
	`{\n${Object.entries(entries)
		.map(([name, entry]) => `"${name}": ${entry}`)
		.join(',\n')}\n}`;

/** The facts take the place of the code that puts them together, as plain data in one file. */
const writeCatalogue = async () => {
	const folder = join(__dirname, 'dist/clio/resources');
	const { catalogue } = require(join(folder, 'catalogue.js'));
	const facts = JSON.parse(
		JSON.stringify(catalogue, (key, value) => (isFormText(key, value) ? undefined : value)),
	);
	const groups = mapValues(facts, (group) => inLines(mapValues(group, JSON.stringify)));
	const stay = ['index.js', 'vocabulary.js'];
	for (const name of readdirSync(folder).filter((one) => !stay.includes(one)))
		rmSync(join(folder, name), { recursive: true });
	writeFileSync(join(folder, 'catalogue.json'), inLines(groups));
	writeFileSync(join(folder, 'catalogue.js'), "exports.catalogue = require('./catalogue.json');\n");
};

const mapValues = (some, change) =>
	Object.fromEntries(Object.entries(some).map(([key, value]) => [key, change(value)]));

exports.build = gulp.series(
	clean,
	compile,
	indentByTabs,
	copyAssets,
	writePreviews,
	writeForms,
	writeCatalogue,
);
exports.default = exports.build;
