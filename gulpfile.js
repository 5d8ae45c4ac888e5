const { execFileSync } = require('node:child_process');
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Transform } = require('node:stream');
const gulp = require('gulp');

const clean = async () => rmSync('dist', { recursive: true, force: true });

const compile = async () =>
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

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
	for (const node of ['Clio', 'ClioAdvanced', 'ClioGrow', 'ClioTrigger']) {
		const path = join(__dirname, 'dist/nodes', node, 'properties.js');
		const { properties } = require(path);
		writeFileSync(path.replace(/js$/, 'json'), JSON.stringify(properties));
		writeFileSync(path, "exports.properties = require('./properties.json');\n");
	}
	rmSync('dist/nodes/Clio/form', { recursive: true });
};

/**
 * Texts that the catalogue has for forms alone are in the finished forms: the package is lighter without. What
 * follows "Leave empty for" begins with a small letter; the Empty of a menu stays.
 */
const formTexts =
	/\b(?:help: |updateHelp: |empty: (?=['"][a-z]))(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"),?\s*/g;

const dropFormTexts = () =>
	gulp
		.src('dist/clio/resources/**/*.js')
		.pipe(edit((code) => code.replace(formTexts, '')))
		.pipe(gulp.dest('dist/clio/resources'));

const edit = (change) =>
	new Transform({
		objectMode: true,
		transform(file, _, done) {
			file.contents = Buffer.from(change(String(file.contents)));
			done(null, file);
		},
	});

exports.build = gulp.series(clean, compile, copyAssets, writePreviews, writeForms, dropFormTexts);
exports.default = exports.build;
