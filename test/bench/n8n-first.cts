/**
 * Preloaded: n8n's packages and axios are those of the installed n8n, whoever asks, so that its engine, its
 * nodes and ours are of one n8n, as they are at a firm.
 */
import Module from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../../dev/n8n/cache.cts';

interface Internals {
	_resolveFilename(request: string, parent: unknown, ...rest: unknown[]): string;
	_nodeModulePaths(folder: string): string[];
}

const modules = Module as unknown as Internals;
const resolve = modules._resolveFilename;
const folder = cacheFolder();
const inN8n = Object.assign(new Module(join(folder, 'index.js')), {
	filename: join(folder, 'index.js'),
	paths: modules._nodeModulePaths(folder),
});

modules._resolveFilename = function (request, parent, ...rest) {
	const isN8ns = /^(n8n-core|n8n-workflow|reflect-metadata|axios)(\/|$)/.test(request);
	return resolve.call(this, request, isN8ns ? inN8n : parent, ...rest);
};
