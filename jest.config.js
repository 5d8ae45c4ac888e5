/** Tests are `.cts`, so that n8n's strict lint, which covers every `.ts`, speaks only of shipped code. */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/{unit,engine,contract,security}/**/*.test.cts'],
	moduleFileExtensions: ['ts', 'cts', 'js', 'cjs', 'mjs', 'json', 'node'],
	transform: { '\\.c?ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }] },
	// Packages of the same name, one for each n8n.
	modulePathIgnorePatterns: ['<rootDir>/dev/n8n/versions/'],
	// Jest would leave one core to a person who watches.
	maxWorkers: '100%',
	testTimeout: 60_000,
	// A test that fails may leave its sandbox listening; the run ends all the same.
	forceExit: true,
};
